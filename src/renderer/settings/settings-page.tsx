import {
  IconCpu,
  IconDeviceFloppy,
  IconHistory,
  IconInfoCircle,
  IconKeyboard,
  IconPalette,
  IconPower,
  IconStethoscope,
} from '@tabler/icons-react';
import { type ComponentType, useEffect } from 'react';
import { useStore } from 'zustand';
import type { Settings } from '../../contract/settings';
import { WORKER_KINDS } from '../../contract/workers';
import { useDesk, useNavigation } from '../app/desk-context';
import { ShortcutList } from '../app/shortcut-list';
import tabs from '../detail/detail-tabs.module.css';
import { countOf } from '../format/figure';
import { ItemDetail } from '../ui/item-detail';
import { PageFrame } from '../ui/page-frame';
import { PageHeader } from '../ui/page-header';
import { ResourceGap } from '../ui/resource-gap';
import { SimpleList } from '../ui/simple-list';
import { WORKER_NAMES } from '../workers/worker-words';
import { AboutSection } from './about-section';
import { AppearanceSection } from './appearance-section';
import { CheckpointsSection } from './checkpoints-section';
import { ClosingSection } from './closing-section';
import { HistorySection } from './history-section';
import { ProfileSection } from './profile-section';
import { APPEARANCE_WORDS, CLOSING_WORDS, retentionWords } from './setting-words';
import { WorkSection } from './work-section';

interface SettingsSection {
  readonly id: string;
  readonly name: string;
  readonly about: string;
  readonly icon: typeof IconCpu;
  /** What is set now, for the list. */
  readonly now: (settings: Settings) => string;
  readonly Shown: ComponentType<{ readonly settings: Settings }>;
}

const SECTIONS: readonly [SettingsSection, ...SettingsSection[]] = [
  {
    id: 'appearance',
    name: 'Appearance',
    about: 'Light, dark or as the system',
    icon: IconPalette,
    now: ({ appearance }) => APPEARANCE_WORDS[appearance],
    Shown: AppearanceSection,
  },
  {
    id: 'closing',
    name: 'Closing and stopping',
    about: 'What closing, launching and Cancel do',
    icon: IconPower,
    now: ({ onCloseWhileRunning }) => CLOSING_WORDS[onCloseWhileRunning],
    Shown: ClosingSection,
  },
  {
    id: 'work',
    name: 'Work',
    about: 'How many operations run at once',
    icon: IconCpu,
    now: ({ slots }) => WORKER_KINDS.map((kind) => `${WORKER_NAMES[kind]} ${slots[kind]}`).join(' · '),
    Shown: WorkSection,
  },
  {
    id: 'checkpoints',
    name: 'Checkpoints',
    about: 'How often running work keeps where it is',
    icon: IconDeviceFloppy,
    now: ({ checkpoints: { epochs, bars, seconds } }) =>
      `Every ${countOf(epochs, 'epoch')}, ${countOf(bars, 'bar')} or ${seconds} s`,
    Shown: CheckpointsSection,
  },
  {
    id: 'history',
    name: 'History',
    about: 'How long finished work is kept',
    icon: IconHistory,
    now: ({ retention }) => retentionWords(retention),
    Shown: HistorySection,
  },
  {
    id: 'profile',
    name: 'Profile',
    about: 'Whether everything stored is whole, and backups',
    icon: IconStethoscope,
    now: () => 'Check and back up what is stored',
    Shown: ProfileSection,
  },
  {
    id: 'keyboard',
    name: 'Keyboard',
    about: 'Every key there is',
    icon: IconKeyboard,
    now: () => 'Every key there is',
    Shown: ShortcutList,
  },
  {
    id: 'about',
    name: 'About',
    about: 'Versions, folders, the log, licences',
    icon: IconInfoCircle,
    now: () => 'Versions, folders, the log, licences',
    Shown: AboutSection,
  },
];

/** Everything that can be set; each change is stored at once. */
export function SettingsPage() {
  const { settings, navigation } = useDesk();
  const { value, failure } = useStore(settings.store);
  const open = useNavigation((state) => state.open.settings ?? null);
  useEffect(() => settings.need(), [settings]);
  const shown = SECTIONS.find((one) => one.id === open) ?? SECTIONS[0];
  return (
    <PageFrame
      header={<PageHeader title="Settings" />}
      listLabel="Settings list"
      list={
        <SimpleList
          label="Settings"
          rows={SECTIONS.map(({ id, name, about, icon: Icon, now }) => ({
            id,
            name,
            icon: <Icon size={18} stroke={1.6} />,
            summary: value === null ? about : now(value),
          }))}
          open={shown.id}
          onOpen={(id) => navigation.open('settings', id)}
        />
      }
      detail={
        <ItemDetail label={shown.name} title={shown.name} subject={shown.about}>
          {value === null ? (
            <ResourceGap failure={failure} onRetry={() => void settings.reload()} />
          ) : (
            <div className={tabs['panel']}>
              <shown.Shown settings={value} />
            </div>
          )}
        </ItemDetail>
      }
    />
  );
}
