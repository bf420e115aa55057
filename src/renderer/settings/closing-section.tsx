import { Radio, Stack } from '@mantine/core';
import type { Settings } from '../../contract/settings';
import { NumberSetting } from './number-setting';
import { CLOSING_WORDS } from './setting-words';
import { SwitchSetting } from './switch-setting';
import { useSettingsChange } from './use-settings-change';

/** What a choice means for what is running. */
const MEANINGS: Readonly<Record<Settings['onCloseWhileRunning'], string>> = {
  ask: 'Says what is running and lets you choose.',
  keep_running: 'Work goes on behind the tray icon; a notification tells when it is done.',
  stop_and_quit: 'What runs leaves a checkpoint and is paused; it goes on later exactly from there.',
};

const CHOICES = ['ask', 'keep_running', 'stop_and_quit'] as const;

/** What closing the window, starting it again and cancelling do. */
export function ClosingSection({ settings }: { readonly settings: Settings }) {
  const { change, failure } = useSettingsChange();
  return (
    <Stack gap="xl" maw={460}>
      <Radio.Group
        label="When the window is closed while something runs"
        value={settings.onCloseWhileRunning}
        error={failure?.message}
        onChange={(choice) => change({ onCloseWhileRunning: choice as Settings['onCloseWhileRunning'] })}
      >
        <Stack gap="sm" my="xs">
          {CHOICES.map((choice) => (
            <Radio key={choice} value={choice} label={CLOSING_WORDS[choice]} description={MEANINGS[choice]} />
          ))}
        </Stack>
      </Radio.Group>
      <SwitchSetting
        label="Resume at launch what closing paused"
        description="What you paused yourself stays paused until you resume it."
        value={settings.resumeAtLaunch}
        patchOf={(resumeAtLaunch) => ({ resumeAtLaunch })}
      />
      <SwitchSetting
        label="Go on with the queue at launch"
        description="What waited when Tradewind was closed is run in its order; else it keeps waiting."
        value={settings.continueQueueAtLaunch}
        patchOf={(continueQueueAtLaunch) => ({ continueQueueAtLaunch })}
      />
      <NumberSetting
        label="Time to stop by itself"
        description="How long an operation has after Cancel before it is stopped by force."
        unit=" s"
        min={0.1}
        max={600}
        decimals={1}
        value={settings.cancelGraceMs / 1_000}
        patchOf={(seconds) => ({ cancelGraceMs: Math.round(seconds * 1_000) })}
      />
      <NumberSetting
        label="Time to answer again"
        description="How long work may show as not responding before it is ended. The time the computer sleeps does not count."
        unit=" s"
        min={1}
        max={3_600}
        value={settings.unresponsiveGraceMs / 1_000}
        patchOf={(seconds) => ({ unresponsiveGraceMs: Math.round(seconds * 1_000) })}
      />
    </Stack>
  );
}
