import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type BrowserWindow, type Rectangle, screen } from 'electron';
import { z } from 'zod';

const placeSchema = z.object({
  x: z.number(),
  y: z.number(),
  width: z.number().min(400),
  height: z.number().min(300),
  maximized: z.boolean(),
});

const FIRST_SIZE = { width: 1360, height: 860 };

/** Where the window was when it was last closed; kept in the profile. */
export interface WindowPlace {
  restore(): Partial<Rectangle>;
  follow(window: BrowserWindow): void;
}

export function windowPlaceIn(profile: string): WindowPlace {
  const path = join(profile, 'window.json');
  const saved = readPlace(path);
  return {
    restore: () => (saved && isOnSomeScreen(saved) ? { ...saved } : FIRST_SIZE),
    follow: (window) => {
      if (saved?.maximized) window.maximize();
      window.on('close', () => writePlace(path, window));
    },
  };
}

function readPlace(path: string): z.infer<typeof placeSchema> | null {
  try {
    return placeSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return null;
  }
}

function writePlace(path: string, window: BrowserWindow): void {
  try {
    const place = { ...window.getNormalBounds(), maximized: window.isMaximized() };
    writeFileSync(`${path}.new`, JSON.stringify(place));
    renameSync(`${path}.new`, path);
  } catch {
    // A window that opens at its first size again is no loss.
  }
}

/** A screen that was unplugged must not swallow the window. */
const isOnSomeScreen = ({ x, y, width, height }: Rectangle): boolean =>
  screen.getAllDisplays().some(({ workArea: area }) => {
    const overlapX = Math.min(x + width, area.x + area.width) - Math.max(x, area.x);
    const overlapY = Math.min(y + height, area.y + area.height) - Math.max(y, area.y);
    return overlapX > 200 && overlapY > 100;
  });
