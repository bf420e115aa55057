import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { operationIdOf } from '../../../../src/contract/identifiers';
import type { Operation } from '../../../../src/contract/operation';
import { isActive } from '../../../../src/contract/operation-status';
import type { OperationType } from '../../../../src/contract/operation-type';
import { researchRequestSchema } from '../../../../src/contract/requests';
import type { OperationResult } from '../../../../src/contract/results';
import { assess } from '../../../../src/engine/research/assess';
import { emptyProgress } from '../../../../src/main/operations/progress/progress-tracker';
import {
  nextResearchStep,
  type ResearchChild,
  type ResearchStep,
  variantOf,
} from '../../../../src/main/services/research/research-step';
import { backtestWith, candidateOf, trainedWith } from '../../../engine/research/candidates';
import { hashOf, metadataOf } from '../../operations/operation-samples';

const VARIANTS = 3;
const at = '2026-11-23T10:15:00.000Z';
const request = researchRequestSchema.parse({
  type: 'agent_research',
  strategy: { fileName: 'x.yaml', text: 'name: x' },
  variants: VARIANTS,
  seed: 7,
  overrides: ['training.epochs=3'],
});

/** What may be known of a child: how it stands, and since when. */
const STATES = [
  'pending',
  'left',
  'running',
  'completed',
  'failed',
  'failedBefore',
  'cancelled',
  'pausedBefore',
] as const;
type State = (typeof STATES)[number];

const resultOf = (type: OperationType): OperationResult => {
  switch (type) {
    case 'agent_design': {
      const classes = { buy: 1, hold: 1, sell: 1 };
      const variants = Array.from({ length: VARIANTS }, (_, index) => ({
        variant: index + 1,
        seed: 7,
        overrides: index === 0 ? [] : [`training.batch_size=${8 * index}`],
        changes: [],
      }));
      const range = { start: at, end: at, bars: 3 };
      const base = { features: [], bars: 3, usableRows: 3, range, trainClasses: classes, classes };
      return { type, ...base, variants, designHash: hashOf('d'), engineVersion: '1' };
    }
    case 'training':
      return trainedWith();
    case 'backtesting':
      return backtestWith();
    case 'agent_assessment':
      return {
        type,
        ...assess([candidateOf(1, backtestWith())]),
        assessmentHash: hashOf('e'),
        engineVersion: '1',
      };
    default:
      throw new Error(`a research has no ${type}`);
  }
};

let minted = 0;
function childOf(type: OperationType, variant: number | null, state: State): ResearchChild {
  const operationId = operationIdOf(type, new Date(at), (minted++).toString(16).padStart(8, '0'));
  const progress = emptyProgress([], at);
  const base = {
    operationId,
    parentOperationId: null,
    origin: null,
    childCount: 0,
    attempt: 1,
    type,
    createdAt: at,
    metadata: metadataOf({ parameters: variant === null ? {} : { variant } }),
    warnings: [],
  };
  const ended = { ...base, startedAt: at, completedAt: at, progress };
  const queued = { ...base, status: 'pending' as const, queuePosition: 1, priority: 'normal' as const };
  const failure = { code: 'diverged' as const, message: 'It diverged.', detail: null, phase: null };
  const failed = { ...ended, status: 'failed' as const, failure, checkpoint: null };
  const cancelled = { ...ended, status: 'cancelled' as const, checkpoint: null, note: null, forced: false };
  const child = (operation: Operation, driven: boolean, endedBefore: boolean): ResearchChild => ({
    operation,
    driven,
    endedBefore,
  });
  switch (state) {
    case 'pending':
      return child(queued, true, false);
    case 'left':
      return child(queued, false, false);
    case 'running': {
      const live = { cancelRequested: null, checkpoint: null, unresponsiveSince: null };
      return child({ ...base, ...live, status: 'running', startedAt: at, progress }, true, false);
    }
    case 'completed':
      return child({ ...ended, status: 'completed', result: resultOf(type) }, false, minted % 2 === 0);
    case 'failed':
      return child(failed, false, false);
    case 'failedBefore':
      return child(failed, false, true);
    case 'cancelled':
      return child({ ...cancelled, reason: 'user' }, false, false);
    case 'pausedBefore':
      return child({ ...cancelled, reason: 'paused' }, false, true);
  }
}

const done = (type: OperationType, variant: number | null = null) => childOf(type, variant, 'completed');
const designed = () => done('agent_design');
const trained = () => [1, 2, 3].map((variant) => done('training', variant));
const all = () => true;

const startsOf = (step: ResearchStep) =>
  step.kind === 'advance' ? step.start.map(({ request: { type }, variant }) => [type, variant]) : null;

describe('the next step of a research', () => {
  test('is the design when there is nothing', () => {
    const step = nextResearchStep(request, [], all);
    expect(step).toMatchObject({ kind: 'advance', resume: [], start: [{ variant: null }] });
    expect(step.kind === 'advance' && step.start[0]!.request).toEqual({
      type: 'agent_design',
      strategy: request.strategy,
      symbol: null,
      timeframe: null,
      startDate: null,
      endDate: null,
      seed: 7,
      overrides: ['training.epochs=3'],
      variants: VARIANTS,
    });
  });

  test('are all trainings at once after the design, with the settings of their variants', () => {
    const step = nextResearchStep(request, [designed()], all);
    expect(startsOf(step)).toEqual([
      ['training', 1],
      ['training', 2],
      ['training', 3],
    ]);
    expect(step.kind === 'advance' && step.start[2]!.request).toMatchObject({
      seed: 7,
      overrides: ['training.epochs=3', 'training.batch_size=16'],
    });
  });

  test('are those trainings that are missing, and those that stopped, together', () => {
    const paused = childOf('training', 2, 'pausedBefore');
    const step = nextResearchStep(request, [designed(), done('training', 1), paused], all);
    expect(startsOf(step)).toEqual([['training', 3]]);
    expect(step).toMatchObject({ resume: [paused.operation.operationId] });
  });

  test('are the backtests of what passed its gate, each of its own model', () => {
    const trainings = trained();
    const step = nextResearchStep(request, [designed(), ...trainings], (training) => variantOf(training) !== 2);
    expect(startsOf(step)).toEqual([
      ['backtesting', 1],
      ['backtesting', 3],
    ]);
    expect(step.kind === 'advance' && step.start[1]!.request).toMatchObject({
      modelOperationId: trainings[2]!.operation.operationId,
    });
  });

  test('is the assessment at once when no training passed', () => {
    const step = nextResearchStep(request, [designed(), ...trained()], () => false);
    expect(startsOf(step)).toEqual([['agent_assessment', null]]);
  });

  test('is the end when the assessment is there', () => {
    const children = [designed(), ...trained(), done('backtesting', 1), done('agent_assessment')];
    const step = nextResearchStep(request, children, (training) => variantOf(training) === 1);
    expect(step).toMatchObject({
      kind: 'complete',
      candidates: [{ variant: 1 }, { variant: 2, backtestingOperationId: null }, { backtestingOperationId: null }],
    });
  });

  test('of a variant that was run twice looks at the newest run', () => {
    const children = [designed(), childOf('training', 1, 'pausedBefore'), ...trained()];
    expect(startsOf(nextResearchStep(request, children, all))).toHaveLength(3);
  });

  // Mostly completed, so that every phase is come to.
  const state = fc.oneof(
    { weight: 2, arbitrary: fc.constant('completed' as const) },
    { weight: 1, arbitrary: fc.constantFrom(...STATES, null) },
  );
  const family = fc
    .record({
      design: state,
      training: fc.array(state, { minLength: VARIANTS, maxLength: VARIANTS }),
      backtesting: fc.array(state, { minLength: VARIANTS, maxLength: VARIANTS }),
      assessment: state,
      passed: fc.array(fc.boolean(), { minLength: VARIANTS, maxLength: VARIANTS }),
    })
    .map(({ design, training, backtesting, assessment, passed }) => ({
      passed,
      children: [
        ...(design === null ? [] : [childOf('agent_design', null, design)]),
        ...training.flatMap((one, index) => (one === null ? [] : [childOf('training', index + 1, one)])),
        ...backtesting.flatMap((one, index) => (one === null ? [] : [childOf('backtesting', index + 1, one)])),
        ...(assessment === null ? [] : [childOf('agent_assessment', null, assessment)]),
      ],
    }));

  test('never doubles, never skips, never touches what works or is done, whatever is there', () => {
    fc.assert(
      fc.property(family, ({ children, passed }) => {
        const step = nextResearchStep(request, children, (training) => passed[variantOf(training)! - 1] === true);
        const broken = children.filter(({ operation: { status }, endedBefore }) => !endedBefore && status === 'failed');
        const stopped = children.filter(
          ({ operation: { status }, endedBefore }) => !endedBefore && status === 'cancelled',
        );
        if (broken.length > 0) {
          expect(step).toEqual({ kind: 'failed', child: broken[0]!.operation });
          return;
        }
        if (stopped.length > 0) {
          expect(step).toEqual({ kind: 'stopped', child: stopped[0]!.operation });
          return;
        }

        const statusOf = (type: OperationType, variant: number | null) =>
          children.find(({ operation }) => operation.type === type && variantOf(operation) === variant)?.operation
            .status;
        const isDone = (type: OperationType, variants: readonly (number | null)[]) =>
          variants.every((variant) => statusOf(type, variant) === 'completed');
        const tested = [1, 2, 3].filter((variant) => passed[variant - 1]);
        // The phase it is in: the first with something left to do.
        const [type, variants] = !isDone('agent_design', [null])
          ? (['agent_design', [null]] as const)
          : !isDone('training', [1, 2, 3])
            ? (['training', [1, 2, 3]] as const)
            : !isDone('backtesting', tested)
              ? (['backtesting', tested] as const)
              : (['agent_assessment', [null]] as const);
        const mine = (child: ResearchChild) =>
          child.operation.type === type && (variants as readonly unknown[]).includes(variantOf(child.operation));
        const missing = variants.filter((variant) => statusOf(type, variant) === undefined);
        const left = children
          .filter(mine)
          .filter(({ operation: { status }, driven }) => (isActive(status) ? !driven : status !== 'completed'));
        if (step.kind === 'complete') {
          expect(isDone('agent_assessment', [null])).toBe(true);
          return;
        }
        if (step.kind === 'wait') {
          expect([missing, left]).toEqual([[], []]);
          expect(children.filter(mine).some(({ operation }) => isActive(operation.status))).toBe(true);
          return;
        }
        expect(startsOf(step)).toEqual(missing.map((variant) => [type, variant]));
        expect(step).toMatchObject({ kind: 'advance', resume: left.map(({ operation }) => operation.operationId) });
        expect(missing.length + left.length).toBeGreaterThan(0);
      }),
      { numRuns: 500 },
    );
  });
});
