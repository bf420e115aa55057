import { describe, expect, it } from 'vitest';
import {
  type OperationRequest,
  operationRequestSchema,
  type RequestType,
  type RunChanges,
} from '../../../src/contract/requests';
import { changedRequest } from '../../../src/main/services/changed-request';
import { operationId } from '../../fakes/operation-ids';
import { refusal } from './refusal';

const strategy = { fileName: 'a.yaml', text: 'name: a' };
const model = operationId(1);
const candidate = { variant: 1, trainingOperationId: model, backtestingOperationId: null };
const REQUESTS: Readonly<Record<RequestType, object>> = {
  training: { strategy, overrides: ['a=1'] },
  backtesting: { modelOperationId: model },
  data_load: { symbol: 'SPX', timeframe: '1d', source: { provider: 'csv', path: '/a.csv' } },
  dummy: {},
  agent_research: { strategy },
  agent_design: { strategy },
  agent_assessment: { title: 'A', candidates: [candidate] },
};
const requestOf = (type: RequestType): OperationRequest => operationRequestSchema.parse({ type, ...REQUESTS[type] });

const ALL: Required<RunChanges> = {
  seed: 5,
  startDate: '2020-01-01',
  endDate: null,
  overrides: ['b=2'],
  initialCapital: 1_000,
  commission: 0,
  slippage: 0.1,
};

describe('a changed request', () => {
  it('is the request itself when nothing is changed', () => {
    for (const type of Object.keys(REQUESTS) as RequestType[]) {
      expect(changedRequest(requestOf(type), {})).toEqual(requestOf(type));
    }
  });

  it('takes over what its type knows and refuses the rest by name', () => {
    for (const type of Object.keys(REQUESTS) as RequestType[]) {
      for (const [key, value] of Object.entries(ALL)) {
        const before = requestOf(type);
        const change = () => changedRequest(before, { [key]: value });
        if (!(key in before)) {
          expect(refusal(change), `${type} ${key}`).toMatchObject({
            code: 'bad_arguments',
            message: expect.stringMatching(new RegExp(`^${key} cannot be changed`)),
          });
        } else if (key !== 'overrides') {
          expect(change(), `${type} ${key}`).toEqual({ ...before, [key]: value });
        }
      }
    }
  });

  it('adds settings to those there were, so that the later one counts', () => {
    expect(changedRequest(requestOf('training'), { overrides: ['a=2'] })).toMatchObject({ overrides: ['a=1', 'a=2'] });
  });
});
