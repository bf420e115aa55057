import { isAbsolute, join, relative, sep } from 'node:path';

/**
 * Files of a profile are stored by their place in it, with forward slashes, so that the folder can be moved. A file
 * that lies elsewhere is stored by its whole path.
 */
export class ProfilePaths {
  constructor(private readonly root: string) {}

  /** What to store for an absolute path. Equal files have equal stored paths. */
  stored(path: string): string {
    const place = relative(this.root, path);
    const isInside = place !== '' && place !== '..' && !place.startsWith(`..${sep}`) && !isAbsolute(place);
    return isInside ? place.split(sep).join('/') : path;
  }

  /** The absolute path of what was stored. */
  absolute(stored: string): string {
    return isAbsolute(stored) ? stored : join(this.root, stored);
  }
}
