import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Failure } from '../../contract/failure';
import type { OperationId } from '../../contract/identifiers';
import type { Push } from '../../contract/ipc';
import type { MetricRow } from '../../contract/metrics';
import type { WindowApi } from '../../contract/window-api';

/** All metric rows of an operation known so far, in order, without holes. A new object with each change. */
export interface MetricSeries {
  /** Grows at its end, in place; nothing that stands is touched. */
  readonly rows: readonly MetricRow[];
  readonly length: number;
  /** False until everything stored when the watch began has been read. */
  readonly isCaughtUp: boolean;
  readonly failure: Failure | null;
}

interface Buffer {
  rows: MetricRow[];
  cursor: number;
  isReading: boolean;
}

export interface MetricState {
  readonly series: Readonly<Record<OperationId, MetricSeries>>;
}

/** How many series are kept after nobody looks at them any more. */
const KEPT_UNWATCHED = 20;

/**
 * The metrics of the operations somebody looks at. A watch is announced to main first and the stored rows are read
 * second, so that no row falls between; rows that arrive twice are taken once, a hole is read again from its start.
 */
export class MetricStore {
  readonly store: StoreApi<MetricState> = createStore(() => ({ series: {} }));
  readonly #buffers = new Map<OperationId, Buffer>();
  readonly #watchers = new Map<OperationId, number>();
  #announcement: Promise<unknown> = Promise.resolve();

  constructor(private readonly api: WindowApi) {}

  /** Keeps the series of an operation complete until the returned function is called. */
  watch(id: OperationId): () => void {
    this.#watchers.set(id, (this.#watchers.get(id) ?? 0) + 1);
    if (this.#watchers.get(id) === 1) {
      this.#announce();
      void this.#announcement.then(() => this.#catchUp(id));
    }
    let isOpen = true;
    return () => {
      if (!isOpen) return;
      isOpen = false;
      const left = (this.#watchers.get(id) ?? 1) - 1;
      if (left > 0) {
        this.#watchers.set(id, left);
        return;
      }
      this.#watchers.delete(id);
      this.#announce();
      this.#forget();
    };
  }

  applyPush(push: Pick<Push, 'metrics'>): void {
    for (const { operationId, metrics, cursor } of push.metrics) {
      const buffer = this.#buffers.get(operationId);
      if (!buffer) continue;
      if (this.#append(buffer, metrics, cursor)) this.#publish(operationId, { isCaughtUp: !buffer.isReading });
      else void this.#catchUp(operationId);
    }
  }

  /** One call after another: main must end up with the newest list. */
  #announce(): void {
    this.#announcement = this.#announcement.then(() =>
      this.api.invoke('metrics:watch', [...this.#watchers.keys()].slice(0, 50)),
    );
  }

  async #catchUp(id: OperationId): Promise<void> {
    const buffer = this.#buffers.get(id) ?? { rows: [], cursor: 0, isReading: false };
    this.#buffers.set(id, buffer);
    if (buffer.isReading) return;
    buffer.isReading = true;
    for (;;) {
      const page = await this.api.invoke('operations:metrics', { operationId: id, cursor: buffer.cursor });
      if (!page.ok) {
        buffer.isReading = false;
        this.#publish(id, { isCaughtUp: true, failure: page.failure });
        return;
      }
      const isProgress = page.value.metrics.length > 0 && this.#append(buffer, page.value.metrics, page.value.cursor);
      if (!isProgress) break;
      this.#publish(id, { isCaughtUp: false });
    }
    buffer.isReading = false;
    this.#publish(id, { isCaughtUp: true });
  }

  /** False when rows are missing before the first of these. */
  #append(buffer: Buffer, rows: readonly MetricRow[], cursor: number): boolean {
    const first = rows[0];
    if (!first) return true;
    const next = buffer.rows.length;
    if (first.seq > next) return false;
    for (const row of rows) if (row.seq === buffer.rows.length) buffer.rows.push(row);
    if (buffer.rows.length > next) buffer.cursor = Math.max(buffer.cursor, cursor);
    return true;
  }

  #publish(id: OperationId, change: { isCaughtUp: boolean; failure?: Failure }): void {
    const rows = this.#buffers.get(id)?.rows ?? [];
    this.store.setState(({ series }) => ({
      series: {
        ...series,
        [id]: { rows, length: rows.length, isCaughtUp: change.isCaughtUp, failure: change.failure ?? null },
      },
    }));
  }

  #forget(): void {
    const unwatched = [...this.#buffers.keys()].filter((id) => !this.#watchers.has(id));
    const forgotten = unwatched.slice(0, Math.max(0, unwatched.length - KEPT_UNWATCHED));
    if (forgotten.length === 0) return;
    for (const id of forgotten) this.#buffers.delete(id);
    this.store.setState(({ series }) => ({
      series: Object.fromEntries(Object.entries(series).filter(([id]) => !forgotten.includes(id as OperationId))),
    }));
  }
}
