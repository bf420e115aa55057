import { cleanup, render } from '@testing-library/react';
import { afterEach, vi } from 'vitest';
import { App } from '../../src/renderer/app/app';
import { createDesk, type Desk } from '../../src/renderer/app/desk';
import type { FakeWindowApi } from '../fakes/window-api';

const open: Desk[] = [];

/** There is no layout in the test's page: everything is said to be as large as a window, so that lists draw rows. */
function pretendLayout(): void {
  for (const [name, size] of [
    ['offsetHeight', 800],
    ['offsetWidth', 1_000],
    ['clientHeight', 800],
    ['clientWidth', 1_000],
  ] as const) {
    Object.defineProperty(HTMLElement.prototype, name, { configurable: true, get: () => size });
  }
  Element.prototype.scrollIntoView = vi.fn();
}

/** The whole window over a fake main. */
export function renderApp(api: FakeWindowApi): Desk {
  pretendLayout();
  localStorage.clear();
  const desk = createDesk(api);
  open.push(desk);
  render(<App desk={desk} />);
  return desk;
}

afterEach(() => {
  cleanup();
  for (const desk of open.splice(0)) desk.dispose();
  document.body.replaceChildren();
});
