import { Badge, Button } from '@mantine/core';
import { IconPlayerPlay } from '@tabler/icons-react';
import type { StrategyListing } from '../../contract/strategy-files';
import { useDesk } from '../app/desk-context';
import { ItemDetail } from '../data/item-detail';
import { ResourceGap } from '../data/resource-gap';
import { Hint } from '../ui/hint';
import { TimeAgo } from '../ui/time-ago';
import classes from './strategy-detail.module.css';
import { StrategyParts } from './strategy-parts';
import { useStrategyFile } from './use-strategy-file';

interface StrategyDetailProps {
  readonly listing: StrategyListing;
  readonly onReload: () => void;
}

/** A strategy file: what is wrong with it, its text, its fuzzy sets, everything in force. */
export function StrategyDetail({ listing, onReload }: StrategyDetailProps) {
  const { file, failure } = useStrategyFile(listing);
  const { fileName, symbol, timeframe, modifiedAt } = listing;
  return (
    <ItemDetail
      label={`Strategy ${listing.name}`}
      title={listing.name}
      beside={
        listing.isSample ? (
          <Badge size="sm" variant="default" radius="sm" tt="none" fw={500}>
            Sample
          </Badge>
        ) : null
      }
      subject={
        <>
          {[fileName, symbol, timeframe].filter(Boolean).join(' · ')} · changed <TimeAgo at={modifiedAt} />
        </>
      }
      actions={<TrainButton listing={listing} />}
    >
      {listing.description === null ? null : <p className={classes['description']}>{listing.description}</p>}
      {file === null ? <ResourceGap failure={failure} onRetry={onReload} /> : <StrategyParts file={file} />}
    </ItemDetail>
  );
}

function TrainButton({ listing: { fileName, valid } }: { readonly listing: StrategyListing }) {
  const { navigation } = useDesk();
  return (
    <Hint text={valid ? 'A new training of this strategy' : 'Mend its problems first'}>
      <Button
        size="compact-md"
        fz="sm"
        aria-disabled={!valid}
        {...(valid ? {} : { 'data-disabled': true })}
        leftSection={<IconPlayerPlay size={15} stroke={1.75} />}
        onClick={() => valid && navigation.show({ kind: 'training', start: { strategyFile: fileName } })}
      >
        Train
      </Button>
    </Hint>
  );
}
