import { Anchor, Text } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { HashComparison } from '../../contract/hash-comparison';
import type { OperationId } from '../../contract/identifiers';
import type { Operation } from '../../contract/operation';
import type { RepeatedRun } from '../../contract/operation-lineage';
import { useDesk, useOperation } from '../app/desk-context';
import { Notice } from '../ui/notice';
import { TimeAgo } from '../ui/time-ago';

/** What it repeats, and what repeated it, with what comparing the hashes said. */
export function RepeatNotices({ operation }: { readonly operation: Operation }) {
  const own = useRepeats(operation.operationId, operation.status === 'completed');
  const original = operation.origin?.operationId ?? null;
  const ofOriginal = useRepeats(original, operation.status === 'completed');
  const mine = ofOriginal.find((one) => one.operationId === operation.operationId) ?? null;
  const compared = own.filter((one) => one.kind === 'verify' || one.comparison !== null);
  return (
    <>
      {original === null || operation.origin === null ? null : (
        <Notice
          tone={mine?.comparison?.same === true ? 'good' : 'plain'}
          title={operation.origin.kind === 'verify' ? 'Run again to compare' : 'Run again'}
        >
          <Text size="sm">
            It repeats <OperationLink id={original}>an earlier run</OperationLink>.{' '}
            {mine?.comparison ? <ComparisonWords comparison={mine.comparison} /> : waitingWords(operation)}
          </Text>
        </Notice>
      )}
      {compared.map((run) => (
        <RepeatNotice key={run.operationId} run={run} />
      ))}
    </>
  );
}

const waitingWords = (operation: Operation): string =>
  operation.origin?.kind === 'verify' && operation.status !== 'completed'
    ? 'The hashes are compared once it has completed.'
    : '';

function RepeatNotice({ run }: { readonly run: RepeatedRun }) {
  const repeat = useOperation(run.operationId);
  const { comparison } = run;
  const at = repeat !== null && 'completedAt' in repeat ? repeat.completedAt : null;
  const title = comparison === null ? 'Being verified' : comparison.same ? 'Verified' : 'Not the same when run again';
  return (
    <Notice title={title} tone={comparison === null ? 'plain' : comparison.same ? 'good' : 'warn'}>
      <Text size="sm">
        <OperationLink id={run.operationId}>Run again</OperationLink> {at === null ? null : <TimeAgo at={at} />}
        {comparison === null ? ': not finished yet.' : ': '}
        {comparison === null ? null : <ComparisonWords comparison={comparison} />}
      </Text>
    </Notice>
  );
}

/** `All 2 hashes are equal.`, or which differ and why. */
function ComparisonWords({ comparison }: { readonly comparison: HashComparison }) {
  const names = Object.keys(comparison.hashes);
  if (comparison.same) return `All hashes are equal (${names.map(hashName).join(', ')}).`;
  const differing = names.filter((name) => comparison.hashes[name]?.was !== comparison.hashes[name]?.is);
  const equal = names.length - differing.length;
  return [
    `Different: ${differing.map(hashName).join(', ')}.`,
    equal === 0 ? '' : 'The others are equal.',
    comparison.why ?? 'Nothing that was pinned explains it; the log may.',
  ]
    .filter(Boolean)
    .join(' ');
}

/** `modelHash` as `model`. */
const hashName = (key: string): string => key.replace(/Hash$/, '');

function OperationLink({ id, children }: { readonly id: OperationId; readonly children: string }) {
  const { navigation } = useDesk();
  return (
    <Anchor component="button" type="button" size="sm" onClick={() => navigation.openOperation(id)}>
      {children}
    </Anchor>
  );
}

const NONE: readonly RepeatedRun[] = [];

/** Later runs of an operation; read again when one of its repeats changes its status. */
function useRepeats(id: OperationId | null, isWanted: boolean): readonly RepeatedRun[] {
  const { api, mirror } = useDesk();
  const [repeats, setRepeats] = useState(NONE);
  useEffect(() => {
    if (id === null || !isWanted) return;
    let isOpen = true;
    const read = (): void =>
      void api.invoke('operations:repeats', id).then((answer) => {
        if (isOpen && answer.ok) setRepeats(answer.value);
      });
    read();
    const stop = mirror.onStructure(read);
    return () => {
      isOpen = false;
      stop();
    };
  }, [api, mirror, id, isWanted]);
  return repeats;
}
