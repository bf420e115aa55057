import { powerMonitor, powerSaveBlocker } from 'electron';
import type { Dispose } from '../disposable';
import type { PowerEvents } from './power-events';

/** To be used only once Electron is ready. */
export const electronPowerEvents: PowerEvents = {
  onSuspend: (listener) => {
    powerMonitor.on('suspend', listener);
    return () => powerMonitor.off('suspend', listener);
  },
  onResume: (listener) => {
    powerMonitor.on('resume', listener);
    return () => powerMonitor.off('resume', listener);
  },
};

/** The screen may still go dark. */
export function holdElectronAwake(): Dispose {
  const id = powerSaveBlocker.start('prevent-app-suspension');
  return () => powerSaveBlocker.stop(id);
}
