import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Failure } from '../../contract/failure';
import type { OperationId } from '../../contract/identifiers';
import type { OperationQuery } from '../../contract/operation-listing';
import type { OperationStatus } from '../../contract/operation-status';
import type { WindowApi } from '../../contract/window-api';
import { filterText, parseFilterText } from '../filter/filter-text';
import { type ListFilter, NO_FILTER, operationFilterOf } from '../filter/list-filter';
import type { Mirror } from './mirror-store';

export type ListSort = NonNullable<OperationQuery['sort']>;

export const NEWEST_FIRST: ListSort = { key: 'created', direction: 'descending' };

export interface ListState {
  /** What stands in the search field. */
  readonly typed: string;
  readonly filter: ListFilter;
  /** What of it was not understood. */
  readonly problems: readonly string[];
  readonly sort: ListSort;
  /** Null until the first page is there. */
  readonly total: number | null;
  readonly counts: Readonly<Partial<Record<OperationStatus, number>>>;
  /** Created today, under the other conditions of the filter but days and statuses. */
  readonly today: number | null;
  /** Waiting or working in the whole history, whatever the filter. */
  readonly active: number;
  /** Ids by place. Changed in place; `version` grows with each change. */
  readonly ids: ReadonlyMap<number, OperationId>;
  readonly version: number;
  readonly failure: Failure | null;
  /** What the person ticked. */
  readonly selected: ReadonlySet<OperationId>;
}

const PAGE = 100;
/** Changes within this time are asked for once. */
const SETTLE_MS = 40;

/**
 * One filtered, sorted view of the history, paged from main as it is scrolled through. It never decides itself
 * what passes a filter: when operations appear, go or change their status, the pages in sight are asked for again.
 */
export class OperationList {
  readonly #ids = new Map<number, OperationId>();
  readonly store: StoreApi<ListState>;
  readonly #stop: () => void;
  readonly #stale = new Set<number>();
  #visible: readonly [first: number, last: number] = [0, PAGE - 1];
  #generation = 0;
  #isBusy = false;
  #isTodayStale = true;
  #timer: ReturnType<typeof setTimeout> | null = null;

  constructor(
    private readonly api: WindowApi,
    private readonly mirror: Mirror,
    private readonly fixed: Partial<Pick<ListFilter, 'types' | 'statuses'>> = {},
    private readonly now: () => number = Date.now,
  ) {
    this.store = createStore(() => ({
      typed: '',
      filter: NO_FILTER,
      problems: [],
      sort: NEWEST_FIRST,
      total: null,
      counts: {},
      today: null,
      active: 0,
      ids: this.#ids,
      version: 0,
      failure: null,
      selected: new Set<OperationId>(),
    }));
    this.#stop = mirror.onStructure(() => this.refresh());
  }

  dispose(): void {
    this.#stop();
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#generation += 1;
  }

  type(typed: string): void {
    const { filter, problems } = parseFilterText(typed, this.now());
    this.store.setState({ typed, problems });
    this.#narrow(filter);
  }

  setFilter(filter: ListFilter): void {
    this.store.setState({ typed: filterText(filter), problems: [] });
    this.#narrow(filter);
  }

  setSort(sort: ListSort): void {
    this.store.setState({ sort });
    this.#startOver();
  }

  /** Says which places are in sight; what is missing there is asked for. */
  show(first: number, last: number): void {
    if (first === this.#visible[0] && last === this.#visible[1]) return;
    this.#visible = [first, last];
    this.#schedule();
  }

  /** Asks again for what is in sight. What stands stays until the answer is there. */
  refresh(): void {
    for (const place of this.#ids.keys()) this.#stale.add(Math.floor(place / PAGE));
    this.#stale.add(0);
    this.#isTodayStale = true;
    this.#schedule();
  }

  select(selected: ReadonlySet<OperationId>): void {
    this.store.setState({ selected });
  }

  #narrow(filter: ListFilter): void {
    if (JSON.stringify(filter) === JSON.stringify(this.store.getState().filter)) return;
    this.store.setState({ filter });
    this.#startOver();
  }

  #startOver(): void {
    this.#generation += 1;
    this.#visible = [0, PAGE - 1];
    this.#stale.clear();
    for (const place of this.#ids.keys()) this.#stale.add(Math.floor(place / PAGE));
    this.#stale.add(0);
    this.#isTodayStale = true;
    this.store.setState({ selected: new Set() });
    this.#schedule();
  }

  #schedule(): void {
    if (this.#timer !== null || this.#isBusy) return;
    this.#timer = setTimeout(() => {
      this.#timer = null;
      void this.#work();
    }, SETTLE_MS);
  }

  /** One question at a time, the pages in sight first; whatever changes meanwhile is seen in the next round. */
  async #work(): Promise<void> {
    this.#isBusy = true;
    try {
      let before: number | null = null;
      for (let page = this.#wanted(); page !== null && page !== before; page = this.#wanted()) {
        before = page;
        if (!(await this.#ask(page))) break;
      }
      if (this.#isTodayStale) await this.#askToday();
    } finally {
      this.#isBusy = false;
    }
    if (this.#wanted() !== null && this.store.getState().failure === null) this.#schedule();
  }

  #wanted(): number | null {
    const { total } = this.store.getState();
    if (total === null) return 0;
    const last = Math.min(this.#visible[1], Math.max(0, total - 1));
    for (let page = Math.floor(this.#visible[0] / PAGE); page <= Math.floor(last / PAGE); page += 1) {
      if (this.#stale.has(page) || !this.#isWhole(page, total)) return page;
    }
    return null;
  }

  #isWhole(page: number, total: number): boolean {
    for (let place = page * PAGE; place < Math.min(total, (page + 1) * PAGE); place += 1) {
      const id = this.#ids.get(place);
      if (id === undefined || this.mirror.operation(id) === null) return false;
    }
    return true;
  }

  async #ask(page: number): Promise<boolean> {
    const generation = this.#generation;
    this.#stale.delete(page);
    const answer = await this.api.invoke('operations:list', {
      filter: this.#query(this.store.getState().filter),
      sort: this.store.getState().sort,
      limit: PAGE,
      offset: page * PAGE,
    });
    if (generation !== this.#generation) return true;
    if (!answer.ok) {
      this.store.setState({ failure: answer.failure });
      return false;
    }
    this.mirror.applyPage(answer.value);
    this.#take(
      page,
      answer.value.operations.map((one) => one.operationId),
      answer.value.total,
    );
    const { total, counts, active } = answer.value;
    this.store.setState(({ version }) => ({ total, counts, active, failure: null, version: version + 1 }));
    return true;
  }

  #take(page: number, ids: readonly OperationId[], total: number): void {
    for (let place = page * PAGE; place < (page + 1) * PAGE; place += 1) this.#ids.delete(place);
    ids.forEach((id, index) => {
      this.#ids.set(page * PAGE + index, id);
    });
    // Pages out of sight that may be wrong by now are forgotten; they are asked for when they come into sight.
    const first = Math.floor(this.#visible[0] / PAGE);
    const last = Math.floor(this.#visible[1] / PAGE);
    for (const place of [...this.#ids.keys()]) {
      const of = Math.floor(place / PAGE);
      if (place >= total || (this.#stale.has(of) && (of < first || of > last))) this.#ids.delete(place);
    }
    for (const of of [...this.#stale]) if (of < first || of > last) this.#stale.delete(of);
  }

  async #askToday(): Promise<void> {
    this.#isTodayStale = false;
    const filter = { ...this.store.getState().filter, statuses: [], fromDay: 'today', toDay: 'today' };
    const answer = await this.api.invoke('operations:list', { filter: this.#query(filter), limit: 1, offset: 0 });
    if (answer.ok) this.store.setState({ today: answer.value.total });
  }

  #query(filter: ListFilter) {
    return operationFilterOf({ ...filter, ...this.fixed }, this.now());
  }
}
