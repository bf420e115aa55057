import { FailureError, failure } from '../../contract/failure';
import {
  type OperationRequest,
  operationRequestSchema,
  type RequestType,
  type RunChanges,
} from '../../contract/requests';

type ChangeKey = keyof RunChanges;

const RUN = ['seed', 'startDate', 'endDate', 'overrides'] as const satisfies readonly ChangeKey[];
const ACCOUNT = ['initialCapital', 'commission', 'slippage'] as const satisfies readonly ChangeKey[];

/** What may be changed when an operation of a type is run again. */
const CHANGEABLE: Readonly<Record<RequestType, readonly ChangeKey[]>> = {
  training: RUN,
  backtesting: ['startDate', 'endDate', ...ACCOUNT],
  data_load: [],
  dummy: [],
  agent_research: [...RUN, ...ACCOUNT],
  agent_design: RUN,
  agent_assessment: [],
};

/**
 * The request with changes laid over it; overrides come after those it had.
 * @throws FailureError `bad_arguments` naming a change that this type of operation does not know
 */
export function changedRequest(request: OperationRequest, changes: RunChanges): OperationRequest {
  const known = CHANGEABLE[request.type];
  const given = Object.entries(changes).filter(([, value]) => value !== undefined);
  const unknown = given.map(([key]) => key).filter((key) => !known.includes(key as ChangeKey));
  if (unknown.length > 0) throw new FailureError(failure('bad_arguments', unknownText(unknown, known)));
  const { overrides = [], ...rest } = Object.fromEntries(given) as RunChanges;
  const added =
    'overrides' in request && overrides.length > 0 ? { overrides: [...request.overrides, ...overrides] } : {};
  return operationRequestSchema.parse({ ...request, ...rest, ...added });
}

function unknownText(unknown: readonly string[], known: readonly ChangeKey[]): string {
  const what = unknown.join(', ');
  return known.length === 0
    ? `${what} cannot be changed here: this kind of operation can only be run again as it was.`
    : `${what} cannot be changed here. What can be: ${known.join(', ')}.`;
}
