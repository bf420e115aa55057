import { Button, CloseButton, Code, Text } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import type { ProfileNotice } from '../../contract/profile-care';
import { showFailure } from '../ui/show-failure';
import { useDesk } from './desk-context';
import classes from './profile-notices.module.css';

/** What a person must know about what is stored, one line each, until it is dismissed. */
export function ProfileNotices() {
  const { notices } = useDesk();
  const value = useStore(notices.store, (state) => state.value) ?? [];
  if (value.length === 0) return null;
  return (
    <section className={classes['notices']} aria-label="About your data">
      {value.map((notice) => (
        <NoticeLine key={notice.id} notice={notice} />
      ))}
    </section>
  );
}

const TITLES: Readonly<Record<ProfileNotice['kind'], string>> = {
  restored_from_backup: 'Restored from a backup',
  unclean_exit: 'Tradewind had ended without warning',
  backup_failed: 'No backup could be made',
  damage_found: 'Something stored is damaged',
  checkpoint_fallback: 'An older checkpoint was used',
};

/** Those that a look at the profile tells more about. */
const TO_BE_CHECKED: readonly ProfileNotice['kind'][] = ['restored_from_backup', 'backup_failed', 'damage_found'];

/** What stands between back-quotes is to be typed as it is. */
const withCommands = (message: string): ReactNode =>
  message.split('`').map((part, at) => (at % 2 === 0 ? part : <Code key={part}>{part}</Code>));

function NoticeLine({ notice: { id, kind, message } }: { readonly notice: ProfileNotice }) {
  const { api, notices, navigation } = useDesk();
  const dismiss = async (): Promise<void> => {
    const answer = await api.invoke('profile:dismissNotice', id);
    if (!answer.ok) return showFailure('The notice could not be dismissed', answer.failure);
    notices.set((notices.store.getState().value ?? []).filter((one) => one.id !== id));
  };
  return (
    <div className={classes['notice']} role="status">
      <IconInfoCircle size={18} stroke={1.75} color="var(--tw-warn)" aria-hidden />
      <Text size="sm" className={classes['words']}>
        <b>{TITLES[kind]}.</b> {withCommands(message)}
      </Text>
      {TO_BE_CHECKED.includes(kind) ? (
        <Button size="compact-sm" variant="default" onClick={() => navigation.open('settings', 'profile')}>
          Check the profile
        </Button>
      ) : null}
      <CloseButton size="sm" aria-label={`Dismiss: ${TITLES[kind]}`} onClick={() => void dismiss()} />
    </div>
  );
}
