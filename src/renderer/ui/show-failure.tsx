import { notifications } from '@mantine/notifications';
import type { Failure } from '../../contract/failure';

/** Says in a corner that something did not work, where no field or row can say it. */
export function showFailure(title: string, failure: Failure): void {
  notifications.show({
    title,
    message: failure.message,
    color: 'red',
    autoClose: 8_000,
    withCloseButton: true,
    closeButtonProps: { 'aria-label': 'Close' },
  });
}
