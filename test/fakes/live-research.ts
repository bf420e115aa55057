import type { Operation, OperationMetadata } from '../../src/contract/operation';
import type { RequestType } from '../../src/contract/requests';
import { isFinished } from './window-api-operations';

interface Child {
  readonly type: RequestType;
  readonly metadata: OperationMetadata;
  readonly durationMs: number;
}

const VARIANTS = 2;

/** The children a research starts next, told from those it has: design, trainings, a backtest, the assessment. */
export function nextOfResearch({ metadata }: Operation, children: readonly Operation[]): readonly Child[] {
  if (!children.every(isFinished)) return [];
  const of = (type: RequestType): Operation[] => children.filter((one) => one.type === type);
  const variant = (number: number): OperationMetadata => ({
    ...metadata,
    seed: (metadata.seed ?? 1) + number - 1,
    parameters: { ...metadata.parameters, variant: number },
  });
  if (of('agent_design').length === 0) return [{ type: 'agent_design', metadata, durationMs: 2_000 }];
  const trainings = of('training');
  if (trainings.length === 0) {
    return Array.from({ length: VARIANTS }, (_, index) => ({
      type: 'training',
      metadata: variant(index + 1),
      durationMs: 12_000,
    }));
  }
  const model = trainings[0]?.operationId ?? null;
  if (of('backtesting').length === 0) {
    return [{ type: 'backtesting', metadata: { ...variant(1), modelOperationId: model }, durationMs: 5_000 }];
  }
  return of('agent_assessment').length === 0 ? [{ type: 'agent_assessment', metadata, durationMs: 1_500 }] : [];
}

const PARTS: Readonly<Partial<Record<Operation['type'], readonly [from: number, to: number, children: number]>>> = {
  agent_design: [0, 5, 1],
  training: [5, 80, VARIANTS],
  backtesting: [80, 100, 1],
};

/** Each phase fills its part of the bar by the mean of its children. */
export function progressOfResearch(children: readonly Operation[]): number {
  const shares = children.map((child) => {
    const part = PARTS[child.type];
    if (part === undefined) return 0;
    const percentage = 'progress' in child ? child.progress.percentage : 0;
    return ((part[1] - part[0]) * percentage) / 100 / part[2];
  });
  return Math.min(
    100,
    shares.reduce((sum, one) => sum + one, 0),
  );
}
