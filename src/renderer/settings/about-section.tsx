import { Anchor, Button, Text } from '@mantine/core';
import { IconFileText } from '@tabler/icons-react';
import { useEffect } from 'react';
import { useStore } from 'zustand';
import { useDesk } from '../app/desk-context';
import { Copyable } from '../ui/copyable';
import { Facts } from '../ui/facts';
import { ResourceGap } from '../ui/resource-gap';
import { Section, Sections } from '../ui/section';
import { showFailure } from '../ui/show-failure';

/** Versions, folders, and the attributions that licences ask for. */
export function AboutSection() {
  const { api, info } = useDesk();
  const { value, failure } = useStore(info.store);
  useEffect(() => info.need(), [info]);
  const openLogs = async (): Promise<void> => {
    const answer = await api.invoke('app:openLogs', null);
    if (!answer.ok) showFailure('The log could not be opened', answer.failure);
  };
  if (value === null) return <ResourceGap failure={failure} onRetry={() => void info.reload()} />;
  return (
    <Sections>
      <Facts
        label="About Tradewind"
        facts={[
          { label: 'Tradewind', value: value.version },
          { label: 'Engine', value: value.engineVersion },
          { label: 'Electron', value: value.electron },
          { label: 'System', value: value.platform },
          { label: 'Profile', value: <Copyable value={value.profile} what="the profile folder" shown={80} /> },
          { label: 'Market data', value: <Copyable value={value.dataFolder} what="the data folder" shown={80} /> },
        ]}
      />
      <div>
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconFileText size={14} stroke={1.75} />}
          onClick={() => void openLogs()}
        >
          Open the log file
        </Button>
      </div>
      <Section title="Made with">
        <Text size="sm" c="dimmed" maw={520}>
          Price charts: TradingView Lightweight Charts™, Copyright © TradingView, Inc.{' '}
          <Anchor href="https://www.tradingview.com/" target="_blank" rel="noreferrer" size="sm">
            https://www.tradingview.com/
          </Anchor>
          . Sample data: daily S&amp;P 500 from the vega-datasets package (BSD 3-Clause).
        </Text>
      </Section>
    </Sections>
  );
}
