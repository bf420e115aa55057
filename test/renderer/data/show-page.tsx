import { MantineProvider } from '@mantine/core';
import { cleanup, render } from '@testing-library/react';
import type { ComponentType } from 'react';
import { createDesk, type Desk } from '../../../src/renderer/app/desk';
import { DeskContext } from '../../../src/renderer/app/desk-context';
import type { FakeWindowApi } from '../../fakes/window-api';

const shown: Desk[] = [];

/** Draws a page as the window does, on what the fake main has. */
export function showPage(
  Page: ComponentType,
  api: FakeWindowApi,
  prepare: (desk: Desk) => void = () => undefined,
): Desk {
  const desk = createDesk(api);
  prepare(desk);
  shown.push(desk);
  render(
    <MantineProvider env="test">
      <DeskContext value={desk}>
        <Page />
      </DeskContext>
    </MantineProvider>,
  );
  return desk;
}

/** Takes down what was drawn and stops listening. */
export function closePages(): void {
  cleanup();
  for (const desk of shown.splice(0)) desk.dispose();
}
