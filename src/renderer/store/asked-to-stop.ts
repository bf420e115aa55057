import { createStore } from 'zustand/vanilla';
import type { OperationId } from '../../contract/identifiers';

/** What the person asked for and when, by the window's own clock in milliseconds. */
export interface StopAsk {
  readonly at: number;
  readonly how: 'cancel' | 'pause';
}

/**
 * Operations the person asked to stop and main has not answered for yet, so that the window can say *Cancelling* or
 * *Pausing* in the same frame as the click.
 */
export const createAskedToStop = () => {
  const store = createStore<Readonly<Record<OperationId, StopAsk>>>(() => ({}));
  return {
    store,
    add: (id: OperationId, ask: StopAsk): void => store.setState({ [id]: ask }),
    remove: (id: OperationId): void =>
      store.setState((before) => {
        const { [id]: _gone, ...others } = before;
        return others;
      }, true),
  };
};
export type AskedToStop = ReturnType<typeof createAskedToStop>;
