import { join } from 'node:path';
import { app, type BrowserWindow, nativeTheme, powerMonitor } from 'electron';
import type { Settings } from '../../contract/settings';
import type { AppFolders } from '../app-folders';
import { guardSignals } from '../cli/signal-guard';
import { callHandlersFor } from '../ipc/call-handlers-for';
import { registerCalls } from '../ipc/register-calls';
import { setApplicationMenu } from '../windows/application-menu';
import { showInTray } from '../windows/background-presence';
import { askHowToClose, rememberedChoice } from '../windows/close-question';
import { bringToFront, createMainWindow, isOurPage, sendCommand } from '../windows/main-window';
import { reportEndsUnseen } from '../windows/report-ends-unseen';
import { type WindowPlace, windowPlaceIn } from '../windows/window-place';
import { connectWindow } from './connect-window';
import { hostCommands } from './host-commands';
import { type OpenApplication, openApplication } from './open-application';
import type { SecondInstance } from './second-instance';
import { surviveSurprises } from './survive-surprises';

/** Opens the window on a profile and stays until the person, or the system, ends it. */
export async function runWindowMode(folders: AppFolders, giveUp: (error: unknown) => void): Promise<void> {
  const application = await hostCommands(await openApplication(folders), 'window');
  surviveSurprises(application.log, giveUp);
  new WindowMode(application, windowPlaceIn(folders.profile), giveUp).open();
  await application.sampleData.ensureOnFirstLaunch();
  await application.attend();
}

/** The life of the window and of the process behind it. */
class WindowMode {
  #window: BrowserWindow | null = null;
  #leaving = false;
  #removeTray: (() => void) | null = null;

  constructor(
    private readonly application: OpenApplication,
    private readonly place: WindowPlace,
    private readonly giveUp: (error: unknown) => void,
  ) {
    const { settings } = application;
    this.#followAppearance(settings.get());
    settings.onChange((changed) => this.#followAppearance(changed));
    const { publisher, log, runner } = application;
    const handlers = callHandlersFor({ application, publisher, logFolder: log.folder, window: () => this.#window });
    registerCalls(handlers, isOurPage, log);
    setApplicationMenu(
      (command) => sendCommand(this.open(), command),
      () => this.#closeAsAsked(),
    );
    reportEndsUnseen(
      (listener) => runner.onEnded(listener),
      () => this.#window?.isVisible() === true,
      () => this.open(),
    );
    app.on('second-instance', (_event, _argv, _folder, data) => {
      if ((data as SecondInstance).mode === 'window') this.open();
    });
    app.on('activate', () => this.open());
    app.on('window-all-closed', () => {
      // Whether the process ends with its window is decided where the window is closed.
    });
    app.on('before-quit', (event) => {
      if (this.#leaving) return;
      event.preventDefault();
      this.#closeAsAsked();
    });
    // The system does not ask: stop, confirm, exit.
    powerMonitor.on('shutdown', (event?: { preventDefault(): void }) => {
      event?.preventDefault();
      this.#leave();
    });
    guardSignals(
      () => this.#leave(),
      () => app.exit(0),
    );
  }

  /** Shows the window, making it when there is none. */
  open(): BrowserWindow {
    if (this.#window) {
      bringToFront(this.#window);
      return this.#window;
    }
    const window = createMainWindow(this.place);
    this.#window = window;
    this.#removeTray?.();
    this.#removeTray = null;
    connectWindow(window, this.application.publisher);
    window.on('close', (event) => {
      if (this.#leaving || this.application.runner.activeCount === 0) return;
      event.preventDefault();
      this.#closeAsAsked();
    });
    window.on('closed', () => {
      this.#window = null;
      if (!this.#leaving && this.#removeTray === null) this.#leave();
    });
    return window;
  }

  /** Closes at once when nothing runs; else does what was remembered, or asks. */
  #closeAsAsked(): void {
    this.#close().catch(this.giveUp);
  }

  async #close(): Promise<void> {
    const { activeCount, runningCount } = this.application.runner;
    if (activeCount === 0 || this.#window === null) return this.#leave();
    const { settings } = this.application;
    let choice = rememberedChoice(settings.get());
    if (choice === null) {
      const answer = await askHowToClose(this.#window, {
        running: runningCount,
        waiting: activeCount - runningCount,
      });
      if (answer.remember && answer.choice !== 'stay') settings.change({ onCloseWhileRunning: answer.choice });
      choice = answer.choice;
    }
    if (choice === 'keep_running') this.#stayInBackground();
    else if (choice === 'stop_and_quit') this.#leave();
  }

  #stayInBackground(): void {
    const { folders, log } = this.application;
    this.#removeTray = showInTray(
      join(folders.resources, 'icon.png'),
      () => this.open(),
      () => this.#leave(),
      log,
    );
    this.#window?.destroy();
  }

  #leave(): void {
    if (this.#leaving) return;
    this.#leaving = true;
    this.#window?.hide();
    this.application
      .close()
      .then(() => app.exit(0))
      .catch(this.giveUp);
  }

  #followAppearance({ appearance }: Settings): void {
    nativeTheme.themeSource = appearance;
  }
}
