import { useEffect, useState } from 'react';
import type { Failure } from '../../contract/failure';
import type { IpcChannel, IpcRequest, IpcResponse } from '../../contract/ipc';
import { useDesk } from './desk-context';

interface AnswerState<T> {
  /** Null until it was read once; stays while it is read again. */
  readonly value: T | null;
  readonly failure: Failure | null;
}

/**
 * What main answers to a question, asked again whenever the question or `version` changes. Undefined is not asked.
 */
export function useAnswer<C extends IpcChannel>(
  channel: C,
  question: IpcRequest<C> | undefined,
  version: string | number = 0,
): AnswerState<IpcResponse<C>> {
  const { api } = useDesk();
  const [state, setState] = useState<AnswerState<IpcResponse<C>>>({ value: null, failure: null });
  // A question may be an object made anew with each drawing; what it says decides.
  const asked = question === undefined ? undefined : JSON.stringify(question);
  useEffect(() => {
    if (asked === undefined || version === '') return;
    let isOpen = true;
    void api.invoke(channel, JSON.parse(asked) as IpcRequest<C>).then((answer) => {
      if (!isOpen) return;
      if (answer.ok) setState({ value: answer.value, failure: null });
      else setState(({ value }) => ({ value, failure: answer.failure }));
    });
    return () => {
      isOpen = false;
    };
  }, [api, channel, asked, version]);
  return state;
}
