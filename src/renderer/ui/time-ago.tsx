import { Tooltip } from '@mantine/core';
import { absoluteTime, relativeTime } from '../format/moment';
import { useNow } from './use-now';

/** When something happened: relative, and the moment itself on hover. */
export function TimeAgo({ at }: { readonly at: string }) {
  const now = useNow(15_000);
  return (
    <Tooltip label={absoluteTime(at)}>
      <time dateTime={at}>{relativeTime(at, now)}</time>
    </Tooltip>
  );
}
