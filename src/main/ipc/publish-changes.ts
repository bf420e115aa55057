import type { Application } from '../services/application';
import type { Publisher } from './publisher';

type Changing = Pick<Application, 'operations' | 'runner' | 'registry' | 'settings' | 'profileCare'>;

/** Whatever changes reaches the publisher, which tells the windows once per frame. */
export function publishChanges(
  { operations, runner, registry, settings, profileCare }: Changing,
  publisher: Publisher,
): void {
  operations.onChange((change) => {
    switch (change.kind) {
      case 'changed':
        publisher.operationChanged(change.operationId);
        return;
      case 'removed':
        publisher.operationRemoved(change.operationId);
        return;
      case 'metrics':
        publisher.metricsAppended(change.operationId);
        return;
      case 'dataset':
        publisher.datasetsChanged();
    }
  });
  registry.onChange(() => {
    runner.tellQueuePositions();
    publisher.workersChanged();
  });
  settings.onChange(({ slots }) => {
    registry.setSlots(slots);
    publisher.settingsChanged();
  });
  profileCare.onNotice(() => publisher.noticesChanged());
}
