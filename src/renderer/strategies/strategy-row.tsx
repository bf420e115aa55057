import { IconAlertTriangle, IconFileText } from '@tabler/icons-react';
import type { StrategyListing } from '../../contract/strategy-files';
import { countOf } from '../format/figure';
import type { SimpleRow } from '../ui/simple-list';
import { TimeAgo } from '../ui/time-ago';
import { useStrategyFile } from './use-strategy-file';

const ICON = { size: 18, stroke: 1.6, 'aria-hidden': true } as const;

export const strategyRow = (listing: StrategyListing): SimpleRow => ({
  id: listing.fileName,
  name: listing.name,
  label: `${listing.name}, ${listing.valid ? 'valid' : 'has problems'}${listing.isSample ? ', sample' : ''}`,
  icon: listing.valid ? <IconFileText {...ICON} /> : <IconAlertTriangle {...ICON} color="var(--tw-bad)" />,
  summary: listing.valid ? (
    `Valid · ${listing.description ?? listing.fileName}`
  ) : (
    <span style={{ color: 'var(--tw-bad)' }}>
      <ProblemCount listing={listing} />
    </span>
  ),
  figure: [listing.symbol, listing.timeframe].filter(Boolean).join(' · '),
  footnote: listing.isSample ? 'Sample' : <TimeAgo at={listing.modifiedAt} />,
});

/** The list only says that something is wrong; how much is known once the file was read. */
function ProblemCount({ listing }: { readonly listing: StrategyListing }) {
  const { file } = useStrategyFile(listing);
  return file === null || file.problems.length === 0 ? 'Has problems' : countOf(file.problems.length, 'problem');
}
