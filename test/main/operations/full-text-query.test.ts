import { expect, it } from 'vitest';
import { fullTextQuery } from '../../../src/main/operations/full-text-query';

it.each([
  ['pull', '"pull"*'],
  ['  sp500   pull ', '"sp500" AND "pull"*'],
  ['BTC/USD', '"BTC/USD"*'],
  ['say "hi"', '"say" AND """hi"""*'],
  ['a -- b', '"a" AND "b"*'],
  ['NOT OR AND', '"NOT" AND "OR" AND "AND"*'],
  ['op_training_20261123', '"training_20261123"*'],
  ['op_', null],
  ['', null],
  [' -*" ', null],
])('%j is looked for as %j', (text, query) => {
  expect(fullTextQuery(text)).toBe(query);
});
