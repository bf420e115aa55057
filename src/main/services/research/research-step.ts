import type { OperationId } from '../../../contract/identifiers';
import type { Operation, OperationOf } from '../../../contract/operation';
import { isActive } from '../../../contract/operation-status';
import type { OperationType } from '../../../contract/operation-type';
import {
  assessmentRequestSchema,
  backtestingRequestSchema,
  type Candidate,
  designRequestSchema,
  type OperationRequest,
  type ResearchRequest,
  trainingRequestSchema,
} from '../../../contract/requests';
import type { AgentAssessmentResult, AgentDesignResult, Variant } from '../../../contract/results';

/** A child of a research as it is stored, and what only this session knows of it. */
export interface ResearchChild {
  readonly operation: Operation;
  /** False for what waits without anybody who will start it. */
  readonly driven: boolean;
  /** True when its latest attempt was over before this attempt of the research began. */
  readonly endedBefore: boolean;
}

export interface ChildToStart {
  readonly request: OperationRequest;
  /** Null for what is done once for all variants. */
  readonly variant: number | null;
}

/** What a research does next. */
export type ResearchStep =
  | { readonly kind: 'advance'; readonly start: readonly ChildToStart[]; readonly resume: readonly OperationId[] }
  | { readonly kind: 'wait' }
  /** A child failed by itself. */
  | { readonly kind: 'failed'; readonly child: OperationOf<'failed'> }
  /** A child was stopped alone. */
  | { readonly kind: 'stopped'; readonly child: OperationOf<'cancelled'> }
  | {
      readonly kind: 'complete';
      readonly candidates: readonly Candidate[];
      readonly assessment: AgentAssessmentResult;
    };

/** What has to be done once in a phase, in whichever operation. */
interface Part {
  readonly type: OperationType;
  readonly variant: number | null;
  readonly request: () => OperationRequest;
}

type Completed = OperationOf<'completed'>;

/**
 * The next step follows from the request and the stored children alone, so that a research goes on rightly wherever it
 * was interrupted: what is completed is kept, what stopped earlier is resumed, what is missing is started; a phase
 * begins when all of the phase before it is completed. `passesGate` tells whether a completed training may be
 * backtested.
 */
export function nextResearchStep(
  request: ResearchRequest,
  children: readonly ResearchChild[],
  passesGate: (training: Completed) => boolean,
): ResearchStep {
  const fallen = children.find(({ operation, endedBefore }) => !endedBefore && operation.status === 'failed');
  if (fallen?.operation.status === 'failed') return { kind: 'failed', child: fallen.operation };
  const stopped = children.find(({ operation, endedBefore }) => !endedBefore && operation.status === 'cancelled');
  if (stopped?.operation.status === 'cancelled') return { kind: 'stopped', child: stopped.operation };

  const design = phase(children, [designPart(request)]);
  if (!Array.isArray(design)) return design;
  const { variants } = resultOf(design[0]!, 'agent_design');

  const trainings = phase(
    children,
    variants.map((variant) => trainingPart(request, variant)),
  );
  if (!Array.isArray(trainings)) return trainings;

  const passed = trainings.flatMap((training, index) =>
    passesGate(training) ? [{ training, variant: variants[index]!.variant }] : [],
  );
  const backtests = phase(
    children,
    passed.map(({ training, variant }) => backtestPart(request, training, variant)),
  );
  if (!Array.isArray(backtests)) return backtests;

  const candidates = variants.map(({ variant }, index): Candidate => {
    const place = passed.findIndex((one) => one.variant === variant);
    return {
      variant,
      trainingOperationId: trainings[index]!.operationId,
      backtestingOperationId: backtests[place]?.operationId ?? null,
    };
  });
  const assessment = phase(children, [assessmentPart(trainings[0]!.metadata.title, candidates)]);
  if (!Array.isArray(assessment)) return assessment;
  return { kind: 'complete', candidates, assessment: resultOf(assessment[0]!, 'agent_assessment') };
}

/** The completed operations of all parts, in order; or the step that brings the phase on. */
function phase(children: readonly ResearchChild[], parts: readonly Part[]): Completed[] | ResearchStep {
  const found = parts.map((part) => ({ part, child: newestOf(children, part) }));
  const start = found.flatMap(({ part, child }) =>
    child === null ? [{ request: part.request(), variant: part.variant }] : [],
  );
  const resume = found.flatMap(({ child }) => (child !== null && isLeft(child) ? [child.operation.operationId] : []));
  if (start.length + resume.length > 0) return { kind: 'advance', start, resume };
  const completed = found.flatMap(({ child }) => (child?.operation.status === 'completed' ? [child.operation] : []));
  return completed.length === parts.length ? completed : { kind: 'wait' };
}

/** Stopped in an earlier attempt, or waiting for nobody. */
const isLeft = ({ operation: { status }, driven }: ResearchChild): boolean =>
  isActive(status) ? !driven : status !== 'completed';

/** Children are oldest first. */
function newestOf(children: readonly ResearchChild[], { type, variant }: Part): ResearchChild | null {
  const matching = children.filter(({ operation }) => operation.type === type && variantOf(operation) === variant);
  return matching.at(-1) ?? null;
}

/** The variant a child is about, as its parameters say; null when it is about all. */
export function variantOf({ metadata }: Operation): number | null {
  const { variant } = metadata.parameters;
  return typeof variant === 'number' ? variant : null;
}

const runOf = ({ strategy, symbol, timeframe, startDate, endDate }: ResearchRequest) => ({
  strategy,
  symbol,
  timeframe,
  startDate,
  endDate,
});

const designPart = (request: ResearchRequest): Part => ({
  type: 'agent_design',
  variant: null,
  request: () => {
    const { seed, overrides, variants } = request;
    return designRequestSchema.parse({ type: 'agent_design', ...runOf(request), seed, overrides, variants });
  },
});

const trainingPart = (request: ResearchRequest, { variant, seed, overrides }: Variant): Part => ({
  type: 'training',
  variant,
  request: () =>
    trainingRequestSchema.parse({
      type: 'training',
      ...runOf(request),
      seed,
      overrides: [...request.overrides, ...overrides],
    }),
});

/** On the test part of the model, as there are no dates. */
const backtestPart = (research: ResearchRequest, training: Completed, variant: number): Part => ({
  type: 'backtesting',
  variant,
  request: () => {
    const { initialCapital, commission, slippage } = research;
    const modelOperationId = training.operationId;
    return backtestingRequestSchema.parse({
      type: 'backtesting',
      modelOperationId,
      initialCapital,
      commission,
      slippage,
    });
  },
});

const assessmentPart = (title: string, candidates: readonly Candidate[]): Part => ({
  type: 'agent_assessment',
  variant: null,
  request: () => assessmentRequestSchema.parse({ type: 'agent_assessment', title, candidates }),
});

function resultOf(operation: Completed, type: 'agent_design'): AgentDesignResult;
function resultOf(operation: Completed, type: 'agent_assessment'): AgentAssessmentResult;
function resultOf({ operationId, result }: Completed, type: 'agent_design' | 'agent_assessment') {
  if (result.type === type) return result;
  throw new Error(`${operationId} should have made an ${type}, not a ${result.type}`);
}
