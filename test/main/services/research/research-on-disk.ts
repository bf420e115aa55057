import { join } from 'node:path';
import type { OperationId } from '../../../../src/contract/identifiers';
import { metricKindIndex } from '../../../../src/contract/metric-kinds';
import type { Operation } from '../../../../src/contract/operation';
import { isActive } from '../../../../src/contract/operation-status';
import type { OperationType } from '../../../../src/contract/operation-type';
import { type ResearchRequest, researchRequestSchema } from '../../../../src/contract/requests';
import type { JobOutcome, JobSpec, JobSpecOf, MetricBatch } from '../../../../src/contract/worker-protocol';
import { strategyVariants } from '../../../../src/engine/research/strategy-variants';
import { strategySchema } from '../../../../src/engine/strategy/strategy-schema';
import { runAssessment } from '../../../../src/workers/analysis/run-assessment';
import { type FakeWorker, settled } from '../../../fakes/fake-workers';
import { fakeJobControl } from '../../../fakes/job-control';
import { PULLBACK_YAML } from '../../../fixtures/pullback-strategy';
import {
  artifactOf,
  backtestingResult,
  hashOf,
  outcomeOf,
  snapshotOf,
  trainingResult,
} from '../../operations/operation-samples';
import { ServicesOnDisk } from '../services-on-disk';
import { standInFile } from '../stand-in-file';

const EPOCHS = 3;

/** Researches over real services; the workers answer each job with what follows from the job alone. */
export class ResearchOnDisk extends ServicesOnDisk {
  /** Loss on the test part by seed and learning rate: tests make variants fail their gate with it. */
  testLossOf: (job: JobSpecOf<'training'>) => number = () => 1;

  static async withData(): Promise<ResearchOnDisk> {
    const disk = new ResearchOnDisk();
    await disk.imported('DEMOFX', '1h', 'd');
    return disk;
  }

  researchRequest(given: Partial<Omit<ResearchRequest, 'type'>> = {}): ResearchRequest {
    const strategy = { fileName: 'pullback.yaml', text: PULLBACK_YAML };
    return researchRequestSchema.parse({ type: 'agent_research', strategy, variants: 3, ...given });
  }

  async research(given: Partial<Omit<ResearchRequest, 'type'>> = {}): Promise<OperationId> {
    const { operationId } = this.start(this.researchRequest(given));
    await this.calm();
    return operationId;
  }

  children(id: OperationId, type?: OperationType): Operation[] {
    return this.disk.service.children(id).filter((child) => type === undefined || child.type === type);
  }

  statuses(id: OperationId): string[] {
    return this.children(id).map(({ type, status }) => `${type} ${status}`);
  }

  /** Workers that have a job now, with it. */
  get working(): { worker: FakeWorker; id: OperationId; job: JobSpec; asked: boolean }[] {
    return this.adapter.alive.flatMap((worker) => {
      const start = worker.last('start');
      const id = worker.operationId;
      if (id === null || start === undefined) return [];
      return [{ worker, id, job: start.job, asked: worker.last('cancel')?.operationId === id && this.#isAsked(id) }];
    });
  }

  /** One worker finishes what it has. False when none has anything. */
  async finishOne(which = 0): Promise<boolean> {
    const busy = this.working.filter(({ asked }) => !asked);
    const one = busy[which % Math.max(1, busy.length)];
    if (one === undefined) return false;
    if (one.job.type === 'training') this.metrics(one.id, epochRows(0));
    await this.complete(one.id, this.outcomeOf(one.job));
    await this.calm();
    return true;
  }

  /** The workers do all that comes, until nothing comes any more. */
  async finishAll(): Promise<void> {
    for (let count = 0; await this.finishOne(); count++) if (count > 200) throw new Error('this never ends');
  }

  /** Every worker that was asked to stop says that it has. */
  async confirmAll(): Promise<void> {
    for (const { id, asked } of this.working) if (asked) await this.confirm(id);
    await this.calm();
  }

  /** Moves a job half-way, with its first metric row. */
  async moveOne(which = 0): Promise<void> {
    const busy = this.working;
    const one = busy[which % Math.max(1, busy.length)];
    if (one === undefined) return;
    if (one.job.type === 'training') this.metrics(one.id, epochRows(0, 1));
    one.worker.say({
      kind: 'progress',
      operationId: one.id,
      snapshot: snapshotOf(1_000 + this.disk.clock.monotonic(), { phase: 1, current: 1, total: 2 }),
    });
    await this.calm();
  }

  /** Lets everything happen that is due, timers of a moment included. */
  async calm(): Promise<void> {
    for (let turn = 0; turn < 4; turn++) await settled();
    await this.pass(250);
    for (let turn = 0; turn < 4; turn++) await settled();
  }

  async resume(id: OperationId): Promise<void> {
    await this.lifecycle.resume(id, { fromStart: false });
    await this.calm();
  }

  outcomeOf(job: JobSpec): JobOutcome {
    switch (job.type) {
      case 'agent_design':
        return outcomeOf({ result: designResult(job) });
      case 'training':
        return outcomeOf({
          result: {
            ...trainingResult,
            epochs: EPOCHS,
            bestEpoch: 1,
            testLoss: this.testLossOf(job),
            testAccuracy: 0.5,
          },
          artifacts: [
            artifactOf({ role: 'model', path: standInFile(join(this.folders.artifacts, `${hashOf('a')}.model`)) }),
          ],
        });
      case 'backtesting':
        return outcomeOf({ result: { ...backtestingResult(job.modelOperationId), trades: 8, sharpe: 0.7 } });
      case 'agent_assessment':
        return outcomeOf({ result: runAssessment(job, fakeJobControl()).result });
      default:
        throw new Error(`a research has no ${job.type}`);
    }
  }

  #isAsked(id: OperationId): boolean {
    const operation = this.disk.service.find(id);
    return (
      operation === null ||
      !isActive(operation.status) ||
      (operation.status === 'running' && operation.cancelRequested !== null)
    );
  }
}

/** Rows of epochs, losses falling. */
export function epochRows(from: number, count = EPOCHS): MetricBatch {
  const rows = Array.from({ length: count }, (_, index) => from + index);
  return {
    firstSeq: from,
    kinds: Int32Array.from(rows, () => metricKindIndex('epoch')),
    width: 6,
    values: Float64Array.from(rows.flatMap((epoch) => [epoch, 1.1 - 0.1 * epoch, 0.4, 1.1, 0.4, 0.001])),
    at: Float64Array.from(rows, () => Date.UTC(2026, 10, 23)),
    durationMs: Float64Array.from(rows, () => 5),
  };
}

function designResult({ strategy: json, source, overrides, seed, variants }: JobSpecOf<'agent_design'>) {
  const strategy = strategySchema.parse(json);
  const range = { start: '2015-01-01T00:00:00.000Z', end: '2016-12-31T00:00:00.000Z', bars: 1_000 };
  const classes = { buy: 300, hold: 300, sell: 300 };
  return {
    type: 'agent_design' as const,
    features: ['1h_mom_zone_washed_out'],
    bars: 1_000,
    usableRows: 900,
    range,
    trainClasses: classes,
    classes,
    variants: strategyVariants({ source, overrides, strategy }, seed, variants),
    designHash: hashOf('e'),
    engineVersion: '1',
  };
}
