import { createStore } from 'zustand/vanilla';
import type { OperationId } from '../../contract/identifiers';
import type { ChosenFile } from '../../contract/ipc';
import type { OperationRequest } from '../../contract/requests';
import type { Timeframe } from '../../contract/timeframe';

export const PAGES = ['operations', 'strategies', 'data', 'models', 'workers', 'settings'] as const;
export type Page = (typeof PAGES)[number];

/** What a dialog starts with; whatever is left out is filled in as usual. */
export interface TrainingStart {
  readonly strategyFile?: string;
  readonly symbol?: string | null;
  readonly timeframe?: Timeframe | null;
}

export interface BacktestStart {
  readonly modelOperationId?: OperationId;
}

export interface ImportStart {
  readonly symbol?: string;
  readonly file?: ChosenFile;
}

export interface ResearchStart {
  readonly strategyFile?: string;
}

/** What another operation asked for, to be asked for again with changes. */
export interface AgainStart<R extends OperationRequest = OperationRequest> {
  readonly of: OperationId;
  readonly request: R;
}

export type Dialog =
  | { readonly kind: 'training'; readonly start: TrainingStart }
  | { readonly kind: 'backtest'; readonly start: BacktestStart }
  | { readonly kind: 'research'; readonly start: ResearchStart }
  | { readonly kind: 'again'; readonly again: AgainStart }
  | { readonly kind: 'import'; readonly start: ImportStart }
  | { readonly kind: 'dummy' }
  | { readonly kind: 'compare'; readonly first: OperationId }
  | { readonly kind: 'shortcuts' };

export interface NavigationState {
  readonly page: Page;
  /** What is open in the detail, per page: an operation's id, a file name, a fingerprint, a worker's id, a section. */
  readonly open: Readonly<Partial<Record<Page, string>>>;
  /** True when the detail has the whole window. */
  readonly isDetailWide: boolean;
  readonly isNewMenuOpen: boolean;
  readonly dialog: Dialog | null;
}

export const createNavigation = () => {
  const store = createStore<NavigationState>(() => ({
    page: 'operations',
    open: {},
    isDetailWide: false,
    isNewMenuOpen: false,
    dialog: null,
  }));
  const open = (page: Page, what: string | null): void =>
    store.setState(({ open: before }) => {
      const { [page]: _gone, ...others } = before;
      return { page, open: what === null ? others : { ...others, [page]: what } };
    });
  return {
    store,
    go: (page: Page): void => store.setState({ page, isDetailWide: false }),
    open,
    openOperation: (id: OperationId): void => open('operations', id),
    setDetailWide: (isDetailWide: boolean): void => store.setState({ isDetailWide }),
    setNewMenuOpen: (isNewMenuOpen: boolean): void => store.setState({ isNewMenuOpen }),
    show: (dialog: Dialog): void => store.setState({ dialog }),
    closeDialog: (): void => store.setState({ dialog: null }),
  };
};
export type Navigation = ReturnType<typeof createNavigation>;
