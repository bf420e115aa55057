import { ActionIcon, Menu } from '@mantine/core';
import { IconArrowsSort, IconCheck } from '@tabler/icons-react';
import { useStore } from 'zustand';
import type { ListSort, OperationList } from '../store/operation-list';
import { Hint } from '../ui/hint';

const ORDERS: readonly { readonly label: string; readonly sort: ListSort }[] = [
  { label: 'Newest first', sort: { key: 'created', direction: 'descending' } },
  { label: 'Oldest first', sort: { key: 'created', direction: 'ascending' } },
  { label: 'Name', sort: { key: 'title', direction: 'ascending' } },
  { label: 'Symbol', sort: { key: 'symbol', direction: 'ascending' } },
  { label: 'Type', sort: { key: 'type', direction: 'ascending' } },
  { label: 'Status', sort: { key: 'status', direction: 'ascending' } },
  { label: 'Longest first', sort: { key: 'duration', direction: 'descending' } },
  { label: 'Shortest first', sort: { key: 'duration', direction: 'ascending' } },
];

export function SortMenu({ list }: { readonly list: OperationList }) {
  const sort = useStore(list.store, (state) => state.sort);
  const isCurrent = (one: ListSort): boolean => one.key === sort.key && one.direction === sort.direction;
  const current = ORDERS.find((order) => isCurrent(order.sort))?.label ?? '';
  return (
    <Menu position="bottom-end" width={180}>
      <Menu.Target>
        <Hint text={`Order: ${current}`}>
          <ActionIcon size={34} aria-label={`Order: ${current}`}>
            <IconArrowsSort size={17} stroke={1.75} />
          </ActionIcon>
        </Hint>
      </Menu.Target>
      <Menu.Dropdown>
        {ORDERS.map(({ label, sort: order }) => (
          <Menu.Item
            key={label}
            role="menuitemradio"
            aria-checked={isCurrent(order)}
            rightSection={isCurrent(order) ? <IconCheck size={14} aria-hidden /> : null}
            onClick={() => list.setSort(order)}
          >
            {label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
