import { readHostFile, removeHostFile } from './host-file';
import { removeSocketAddress } from './socket-address';

/** Removes what a host left that was killed. Only for who holds the profile now: then whoever wrote it is gone. */
export function removeStaleHost(profile: string): void {
  const stale = readHostFile(profile);
  if (stale !== null) removeSocketAddress(stale.address);
  removeHostFile(profile);
}
