import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { useStore } from 'zustand';
import { DataPage } from '../data/data-page';
import { ModelsPage } from '../models/models-page';
import { OperationsPage } from '../operations/operations-page';
import { SettingsPage } from '../settings/settings-page';
import { Dialogs } from '../start/dialogs';
import type { Page } from '../store/navigation';
import { StrategiesPage } from '../strategies/strategies-page';
import { WorkersPage } from '../workers/workers-page';
import classes from './app.module.css';
import { AppShortcuts } from './app-shortcuts';
import { CommandPalette } from './command-palette';
import type { Desk } from './desk';
import { DeskContext, useNavigation } from './desk-context';
import { ProfileNotices } from './profile-notices';
import { Rail } from './rail';
import { cssVariables, theme } from './theme';

const PAGES: Readonly<Record<Page, () => React.JSX.Element>> = {
  operations: OperationsPage,
  strategies: StrategiesPage,
  data: DataPage,
  models: ModelsPage,
  workers: WorkersPage,
  settings: SettingsPage,
};

/** The whole window. */
export function App({ desk }: { readonly desk: Desk }) {
  const appearance = useStore(desk.settings.store, ({ value }) => value?.appearance ?? 'system');
  const scheme = appearance === 'system' ? {} : { forceColorScheme: appearance };
  return (
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto" {...scheme}>
      <DeskContext value={desk}>
        <div className={classes['window']}>
          <Rail />
          <div className={classes['shown']}>
            <ProfileNotices />
            <ShownPage />
          </div>
        </div>
        <Dialogs />
        <CommandPalette />
        <AppShortcuts />
        <Notifications position="bottom-right" limit={4} containerWidth={380} transitionDuration={120} />
      </DeskContext>
    </MantineProvider>
  );
}

function ShownPage() {
  const page = useNavigation((state) => state.page);
  const Shown = PAGES[page];
  return <Shown />;
}
