import type { OperationId } from '../../contract/identifiers';
import type { Push } from '../../contract/ipc';
import type { MetricPage } from '../../contract/metrics';
import type { Operation } from '../../contract/operation';
import type { ProfileNotice } from '../../contract/profile-care';
import type { Settings } from '../../contract/settings';
import type { WorkersSnapshot } from '../../contract/workers';
import type { Dispose } from '../disposable';

/** What the publisher reads at the moment it sends, so that a burst of changes costs one read. */
export interface PublishedState {
  operation(id: OperationId): Operation | null;
  metrics(id: OperationId, cursor: number): MetricPage;
  workers(): WorkersSnapshot;
  settings(): Settings;
  notices(): readonly ProfileNotice[];
}

export interface Subscriber {
  readonly id: number;
  send(push: Push): void;
}

/** One message per frame and window, whatever the number of changes in between. */
const FRAME_MS = 16;

/**
 * Tells windows what changed. A window subscribes first and asks for its snapshot second: every snapshot
 * carries {@link revision}, and a push with a revision that is not newer is already in it.
 */
export class Publisher {
  #revision = 0;
  readonly #subscribers = new Map<number, Subscriber>();
  /** Per window: the operations whose metrics it watches and up to where it was told. */
  readonly #watched = new Map<number, Map<OperationId, number>>();
  readonly #changed = new Set<OperationId>();
  readonly #removed = new Set<OperationId>();
  readonly #measured = new Set<OperationId>();
  #datasetsChanged = false;
  #workersChanged = false;
  #settingsChanged = false;
  #noticesChanged = false;
  #timer: ReturnType<typeof setTimeout> | null = null;

  constructor(private readonly state: PublishedState) {}

  get revision(): number {
    return this.#revision;
  }

  subscribe(subscriber: Subscriber): Dispose {
    this.#subscribers.set(subscriber.id, subscriber);
    return () => {
      this.#subscribers.delete(subscriber.id);
      this.#watched.delete(subscriber.id);
    };
  }

  /** From now on this window gets the metrics of these operations, from what is stored now on. */
  watch(subscriberId: number, ids: readonly OperationId[]): void {
    const before = this.#watched.get(subscriberId);
    const cursorOf = (id: OperationId): number =>
      before?.get(id) ?? this.state.metrics(id, Number.MAX_SAFE_INTEGER).cursor;
    this.#watched.set(subscriberId, new Map(ids.map((id) => [id, cursorOf(id)])));
  }

  operationChanged(id: OperationId): void {
    this.#changed.add(id);
    this.#removed.delete(id);
    this.#schedule();
  }

  operationRemoved(id: OperationId): void {
    this.#removed.add(id);
    this.#changed.delete(id);
    this.#schedule();
  }

  metricsAppended(id: OperationId): void {
    this.#measured.add(id);
    this.#schedule();
  }

  datasetsChanged(): void {
    this.#datasetsChanged = true;
    this.#schedule();
  }

  workersChanged(): void {
    this.#workersChanged = true;
    this.#schedule();
  }

  settingsChanged(): void {
    this.#settingsChanged = true;
    this.#schedule();
  }

  noticesChanged(): void {
    this.#noticesChanged = true;
    this.#schedule();
  }

  close(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#subscribers.clear();
  }

  #schedule(): void {
    if (this.#timer === null) this.#timer = setTimeout(() => this.#flush(), FRAME_MS);
  }

  #flush(): void {
    this.#timer = null;
    this.#revision += 1;
    if (this.#subscribers.size > 0) this.#send();
    this.#changed.clear();
    this.#removed.clear();
    this.#measured.clear();
    this.#datasetsChanged = false;
    this.#workersChanged = false;
    this.#settingsChanged = false;
    this.#noticesChanged = false;
  }

  #send(): void {
    const shared = {
      revision: this.#revision,
      operations: [...this.#changed].flatMap((id) => this.state.operation(id) ?? []),
      removed: [...this.#removed],
      datasetsChanged: this.#datasetsChanged,
      workers: this.#workersChanged ? this.state.workers() : null,
      settings: this.#settingsChanged ? this.state.settings() : null,
      notices: this.#noticesChanged ? [...this.state.notices()] : null,
    };
    for (const subscriber of this.#subscribers.values()) {
      subscriber.send({ ...shared, metrics: this.#metricsFor(subscriber.id) });
    }
  }

  #metricsFor(subscriberId: number): Push['metrics'] {
    const watched = this.#watched.get(subscriberId);
    if (!watched) return [];
    const pages: Push['metrics'] = [];
    for (const [operationId, cursor] of watched) {
      if (!this.#measured.has(operationId)) continue;
      const page = this.state.metrics(operationId, cursor);
      if (page.metrics.length === 0) continue;
      watched.set(operationId, page.cursor);
      pages.push({ operationId, ...page });
    }
    return pages;
  }
}
