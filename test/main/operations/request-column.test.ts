import { expect, it } from 'vitest';
import { type OperationRequest, operationRequestSchema } from '../../../src/contract/requests';
import { decodeRequest, encodeRequest, strategyHashOf } from '../../../src/main/operations/request-column';
import { dummyRequest } from './operation-samples';

const text = 'name: pullback\n'.repeat(100);
const requests: OperationRequest[] = [
  dummyRequest,
  operationRequestSchema.parse({ type: 'training', strategy: { fileName: 'pullback.yaml', text }, seed: 7 }),
  operationRequestSchema.parse({ type: 'backtesting', modelOperationId: 'op_training_20261123_101500_1a2b3c4d' }),
  operationRequestSchema.parse({
    type: 'data_load',
    symbol: 'SPX',
    timeframe: '1d',
    source: { provider: 'csv', path: '/home/me/sp500.csv' },
  }),
];

it.each(requests.map((request) => [request.type, request] as const))(
  'a request for %s comes back as it was',
  (_, request) => {
    const texts = new Map([[strategyHashOf(text), text]]);
    expect(decodeRequest(encodeRequest(request), (hash) => texts.get(hash) as string)).toEqual(request);
  },
);

it('the strategy text is not in the column, only its hash', () => {
  const column = encodeRequest(requests[1] as OperationRequest);
  expect(column).not.toContain('pullback\\n');
  expect(column).toContain(strategyHashOf(text));
});

it('a hash is the SHA-256 of the text', () => {
  expect(strategyHashOf('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
});
