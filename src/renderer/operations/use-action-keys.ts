import type { OperationId } from '../../contract/identifiers';
import { useDesk } from '../app/desk-context';
import type { ActionId } from './action-ids';
import { actionsOf } from './operation-actions';
import { useOperationActions } from './use-operation-actions';

/** What a key does to the open operation: the first of these that its state allows. */
const KEYS: Readonly<Record<string, readonly ActionId[]>> = {
  p: ['pause', 'resume'],
  c: ['cancel'],
  b: ['backtest'],
  delete: ['delete'],
  'alt+arrowup': ['raise'],
  'alt+arrowdown': ['lower'],
};

/** Does what a key means for an operation. The returned function answers false when it means nothing. */
export function useActionKeys(id: OperationId | null): (key: string) => boolean {
  const { mirror } = useDesk();
  const { perform } = useOperationActions();
  return (key) => {
    const operation = id === null ? null : mirror.operation(id);
    if (operation === null) return false;
    const possible = actionsOf(operation);
    const action = (KEYS[key] ?? []).find((one) => possible.includes(one));
    if (action === undefined) return false;
    perform(action, operation);
    return true;
  };
}
