import { Table, Tooltip } from '@mantine/core';
import { statisticFigures } from '../detail/statistic-figures';
import { barRange } from '../format/moment';
import type { ComparedRun } from './compared-run';

/** One row a statistic, one column a run; what stands behind a statistic is one hover away. */
export function CompareTable({ runs }: { readonly runs: readonly ComparedRun[] }) {
  const columns = runs.map((run) => ({ run, figures: statisticFigures(run.result) }));
  return (
    <Table.ScrollContainer minWidth={480}>
      <Table fz="sm" verticalSpacing={5} aria-label="Statistics side by side">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Statistic</Table.Th>
            {runs.map((run) => (
              <Table.Th key={run.operation.operationId} ta="right" style={{ color: run.color }}>
                {run.name}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          <Table.Tr>
            <Table.Td c="dimmed">Range</Table.Td>
            {runs.map(({ operation, result }) => (
              <Table.Td key={operation.operationId} ta="right">
                {barRange(result.range.start, result.range.end)}
                {result.inSample ? ' (partly in sample)' : ''}
              </Table.Td>
            ))}
          </Table.Tr>
          {(columns[0]?.figures ?? []).map(({ label }, row) => (
            <Table.Tr key={label}>
              <Table.Td c="dimmed">{label}</Table.Td>
              {columns.map(({ run, figures }) => (
                <Table.Td key={run.operation.operationId} ta="right">
                  <Tooltip label={figures[row]?.explanation} maw={360}>
                    <span>{figures[row]?.value}</span>
                  </Tooltip>
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
