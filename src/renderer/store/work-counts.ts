import { createStore, type StoreApi } from 'zustand/vanilla';
import { ACTIVE_STATUSES, isActive } from '../../contract/operation-status';
import type { WindowApi } from '../../contract/window-api';
import type { Mirror } from './mirror-store';
import { isPaused } from './paused';

export interface WorkCountsState {
  /** Operations that wait or run, those that are part of another one not counted. */
  readonly active: number;
  /** Paused by the person or by closing the app; parts not counted. */
  readonly paused: number;
}

/** Enough to find every pause a person still has in mind. */
const MOST = 500;

/** How much could be paused or resumed at once. Reads once what waits, runs or is stopped, then counts in the mirror. */
export class WorkCounts {
  readonly store: StoreApi<WorkCountsState> = createStore(() => ({ active: 0, paused: 0 }));
  readonly #stop: () => void;

  constructor(
    private readonly api: WindowApi,
    private readonly mirror: Mirror,
  ) {
    this.#stop = mirror.onStructure(() => this.#count());
    void this.#read();
  }

  dispose(): void {
    this.#stop();
  }

  async #read(): Promise<void> {
    for (const statuses of [[...ACTIVE_STATUSES], ['cancelled' as const]]) {
      const page = await this.api.invoke('operations:list', { filter: { statuses }, limit: MOST });
      if (page.ok) this.mirror.applyPage(page.value);
    }
    this.#count();
  }

  #count(): void {
    let active = 0;
    let paused = 0;
    for (const operation of this.mirror.all()) {
      if (operation.parentOperationId !== null) continue;
      if (isActive(operation.status)) active += 1;
      else if (isPaused(operation)) paused += 1;
    }
    this.store.setState({ active, paused });
  }
}
