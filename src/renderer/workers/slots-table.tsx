import { Button, Table, Text } from '@mantine/core';
import { IconArrowRight } from '@tabler/icons-react';
import { WORKER_KINDS, type WorkerKind, type WorkersSnapshot } from '../../contract/workers';
import { useDesk } from '../app/desk-context';
import { count } from '../format/figure';
import { Section } from '../ui/section';
import { WORKER_NAMES } from './worker-words';

/** How many of a kind run at once and how many wait. */
export function SlotsTable({ snapshot }: { readonly snapshot: WorkersSnapshot }) {
  const { navigation } = useDesk();
  const busy = (kind: WorkerKind): number =>
    snapshot.workers.filter((worker) => worker.kind === kind && worker.operationId !== null).length;
  return (
    <Section title="Slots and queues">
      <Table
        fz="sm"
        verticalSpacing={6}
        horizontalSpacing={0}
        borderColor="var(--tw-line)"
        aria-label="Slots and queues"
      >
        <Table.Thead>
          <Table.Tr c="dimmed">
            <Table.Th fw={400}>Kind</Table.Th>
            <Table.Th fw={400} ta="right">
              At work
            </Table.Th>
            <Table.Th fw={400} ta="right">
              Slots
            </Table.Th>
            <Table.Th fw={400} ta="right">
              Queued
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {WORKER_KINDS.map((kind) => (
            <Table.Tr key={kind}>
              <Table.Th fw={400} scope="row">
                {WORKER_NAMES[kind]}
              </Table.Th>
              <Table.Td ta="right">{count(busy(kind))}</Table.Td>
              <Table.Td ta="right">{count(snapshot.slots[kind])}</Table.Td>
              <Table.Td ta="right" fw={snapshot.queued[kind] > 0 ? 600 : 400}>
                {count(snapshot.queued[kind])}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <Text size="xs" c="dimmed" my="xs">
        More slots let more operations of a kind run side by side; what finds no slot waits in the order it was asked
        for.
      </Text>
      <Button
        size="compact-sm"
        variant="default"
        rightSection={<IconArrowRight size={14} stroke={1.75} />}
        onClick={() => navigation.open('settings', 'work')}
      >
        Change the slots
      </Button>
    </Section>
  );
}
