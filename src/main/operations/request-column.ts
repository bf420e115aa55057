import { createHash } from 'node:crypto';
import { type OperationRequest, operationRequestSchema, type StrategySource } from '../../contract/requests';

/** The name of a strategy snapshot: SHA-256 of its text. */
export const strategyHashOf = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

interface StoredSource {
  readonly fileName: string;
  readonly hash: string;
}

/** The strategy text a request carries, if it carries one. */
export const strategyOfRequest = (request: OperationRequest): StrategySource | null =>
  'strategy' in request ? request.strategy : null;

/** A request as JSON with the hash of its strategy snapshot in place of the text, which is stored once. */
export function encodeRequest(request: OperationRequest): string {
  const source = strategyOfRequest(request);
  if (source === null) return JSON.stringify(request);
  const stored: StoredSource = { fileName: source.fileName, hash: strategyHashOf(source.text) };
  return JSON.stringify({ ...request, strategy: stored });
}

/** The request as it was; `textOf` finds the text of a snapshot. */
export function decodeRequest(column: string, textOf: (hash: string) => string): OperationRequest {
  const stored = JSON.parse(column) as { strategy?: StoredSource | null };
  const { strategy } = stored;
  return operationRequestSchema.parse(
    strategy ? { ...stored, strategy: { fileName: strategy.fileName, text: textOf(strategy.hash) } } : stored,
  );
}
