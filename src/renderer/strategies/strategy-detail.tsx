import { Badge, Button } from '@mantine/core';
import { IconFlask, IconPlayerPlay } from '@tabler/icons-react';
import type { StrategyListing } from '../../contract/strategy-files';
import { useDesk } from '../app/desk-context';
import { Hint } from '../ui/hint';
import { ItemDetail } from '../ui/item-detail';
import { ResourceGap } from '../ui/resource-gap';
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
  const { navigation } = useDesk();
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
      actions={
        <>
          <StrategyButton
            listing={listing}
            label="Research"
            hint="Try it with a few variants: train, backtest and judge them"
            icon={IconFlask}
            variant="default"
            onPress={() => navigation.show({ kind: 'research', start: { strategyFile: fileName } })}
          />
          <StrategyButton
            listing={listing}
            label="Train"
            hint="A new training of this strategy"
            icon={IconPlayerPlay}
            variant="filled"
            onPress={() => navigation.show({ kind: 'training', start: { strategyFile: fileName } })}
          />
        </>
      }
    >
      {listing.description === null ? null : <p className={classes['description']}>{listing.description}</p>}
      {file === null ? <ResourceGap failure={failure} onRetry={onReload} /> : <StrategyParts file={file} />}
    </ItemDetail>
  );
}

interface StrategyButtonProps {
  readonly listing: StrategyListing;
  readonly label: string;
  readonly hint: string;
  readonly icon: typeof IconFlask;
  readonly variant: 'default' | 'filled';
  readonly onPress: () => void;
}

/** What can be started with a strategy that holds. */
function StrategyButton({ listing: { valid }, label, hint, icon: Icon, variant, onPress }: StrategyButtonProps) {
  return (
    <Hint text={valid ? hint : 'Mend its problems first'}>
      <Button
        size="compact-md"
        fz="sm"
        variant={variant}
        aria-disabled={!valid}
        {...(valid ? {} : { 'data-disabled': true })}
        leftSection={<Icon size={15} stroke={1.75} />}
        onClick={() => valid && onPress()}
      >
        {label}
      </Button>
    </Hint>
  );
}
