/**
 * What a person typed as a full-text query: every word must occur, the last one may be a beginning. Each word is a
 * phrase, so that `BTC/USD`, `sp500_pullback` and ids are found as they are written; the `op_` that begins all ids is
 * not stored. Null when there is nothing to look for.
 */
export function fullTextQuery(text: string): string | null {
  const words = text
    .split(/\s+/)
    .map((word) => word.replace(/^op_/i, ''))
    .filter((word) => /[\p{L}\p{N}]/u.test(word));
  if (words.length === 0) return null;
  return `${words.map((word) => `"${word.replaceAll('"', '""')}"`).join(' AND ')}*`;
}
