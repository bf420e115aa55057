import { createStore } from 'zustand/vanilla';
import type { OperationId } from '../../contract/identifiers';

/**
 * Operations the person asked to stop and main has not answered for yet, so that the window can say *Cancelling*
 * in the same frame as the click. The moment is the window's own clock, in milliseconds.
 */
export const createCancelling = () => {
  const store = createStore<Readonly<Record<OperationId, number>>>(() => ({}));
  return {
    store,
    add: (id: OperationId, at: number): void => store.setState({ [id]: at }),
    remove: (id: OperationId): void =>
      store.setState((before) => {
        const { [id]: _gone, ...others } = before;
        return others;
      }, true),
  };
};
export type Cancelling = ReturnType<typeof createCancelling>;
