import { useDeferredValue } from 'react';
import type { OperationId } from '../../contract/identifiers';
import { useDesk, useNavigation } from '../app/desk-context';
import { OperationDetail } from '../detail/operation-detail';
import { PageFrame } from '../ui/page-frame';
import { PageHeader } from '../ui/page-header';
import { EmptyHistory } from './empty-history';
import { FilterMenu } from './filter-menu';
import { ListToolbar } from './list-toolbar';
import { OperationGrid } from './operation-grid';
import { SearchField } from './search-field';
import { SortMenu } from './sort-menu';
import { Welcome } from './welcome';

/** What runs and what ran; the first page and the one people stay on. */
export function OperationsPage() {
  const { operations } = useDesk();
  const openNow = useNavigation((state) => state.open.operations ?? null);
  // Walking through the list with the arrow keys stays swift when a detail takes long to draw.
  const open = useDeferredValue(openNow) as OperationId | null;
  return (
    <PageFrame
      header={
        <PageHeader title="Operations">
          <SearchField list={operations} label="Search operations" />
          <FilterMenu list={operations} />
          <SortMenu list={operations} />
        </PageHeader>
      }
      listLabel="Operations list"
      list={
        <>
          <ListToolbar list={operations} />
          <OperationGrid list={operations} page="operations" label="Operations" empty={<EmptyHistory />} />
        </>
      }
      detail={open === null ? <Welcome /> : <OperationDetail key={open} id={open} />}
    />
  );
}
