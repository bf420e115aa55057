import { readdirSync } from 'node:fs';
import { failureOf } from '../../contract/failure';
import type { OperationId } from '../../contract/identifiers';
import type { Backup, ProfileNotice, ProfileReport } from '../../contract/profile-care';
import { type Clock, isoNow } from '../clock';
import type { Dispose } from '../disposable';
import type { Logger } from '../log/logger';
import { backupsFolderOf, backupsOf, spokenMoment } from '../storage/backups';
import { damagedAmong } from '../storage/database-files';
import { NoticesStore } from '../storage/notices-store';
import { ProfileMarks } from '../storage/profile-marks';
import type { Storage } from '../storage/storage';
import { isBackupDue } from './backup-schedule';
import { checkProfile } from './check-profile';
import type { MaintenanceAdapter } from './maintenance-adapter';
import type { ProfileFolders } from './profile-folders';
import { ProfileNotices } from './profile-notices';
import { runMaintenanceTask } from './run-maintenance-task';

export interface ProfileKeeperOptions {
  readonly folders: ProfileFolders;
  readonly storage: Storage;
  readonly clock: Clock;
  readonly log: Logger;
  readonly adapter: MaintenanceAdapter;
  /** Operations that somebody works on right now. */
  readonly driven: () => readonly OperationId[];
}

/** How often it is asked whether a backup is due. */
const LOOK_EVERY_MS = 3_600_000;

const DAMAGE_FOUND =
  'A part of the database is damaged. Close Tradewind and start it again: it then restores the newest backup and keeps the damaged database. What runs now may not be saved whole.';

/** Looks after the files of an open profile: checks them, backs the database up, says what the person must know. */
export class ProfileKeeper {
  readonly #notices: ProfileNotices;
  readonly #marks: ProfileMarks;
  readonly #closing = new AbortController();
  readonly #dropDamage: Dispose;
  #dropTimer: Dispose = () => {};
  /** One process at a time: two backups would want the same number. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(private readonly options: ProfileKeeperOptions) {
    const { storage, clock, log, folders } = options;
    this.#notices = new ProfileNotices(new NoticesStore(storage), clock, log);
    this.#marks = new ProfileMarks(folders.database);
    this.#dropDamage = storage.onDamage(() => this.#notices.tell('damage_found', DAMAGE_FOUND));
  }

  /**
   * From now on checks and backs up the database when it is due: now if the session before was not closed or the newest
   * backup is older than a day, then daily. For when nothing urgent is going on. Settles when the first look is over.
   */
  async start(): Promise<void> {
    await this.#look(this.options.storage.opening.uncleanExit);
    this.#lookLater();
  }

  /** Ends what is being checked or backed up. */
  async close(): Promise<void> {
    this.#dropTimer();
    this.#dropDamage();
    this.#closing.abort(new Error('Tradewind is closing'));
    await this.#last;
  }

  check(): Promise<ProfileReport> {
    const { folders, adapter, driven } = this.options;
    return this.#oneAtATime(() => checkProfile(folders, adapter, driven(), this.#closing.signal));
  }

  backup(): Promise<Backup> {
    const { folders, adapter, clock, log } = this.options;
    return this.#oneAtATime(async () => {
      const { database } = folders;
      const { backup } = await runMaintenanceTask(
        adapter,
        { kind: 'backup', database, folder: backupsFolderOf(database), at: isoNow(clock) },
        this.#closing.signal,
      );
      log.info(`backup ${backup.name}, ${backup.bytes} bytes`);
      this.#notices.withdraw('backup_failed');
      return backup;
    });
  }

  /** What needs the database to itself is left for the next launch, or for a command while the app is closed. */
  async repair(): Promise<readonly string[]> {
    const done: string[] = [];
    const problems = await this.#quickCheck();
    if (problems.length > 0) {
      this.#damaged(problems);
      done.push(
        `The database is damaged (${problems[0]}). It is restored from its newest backup when Tradewind is started the next time.`,
      );
      return done;
    }
    done.push('The database is whole.');
    const backup = await this.backup();
    done.push(`A backup was made: ${backup.name}.`);
    const aside = damagedAmong(readdirSync(this.options.folders.profile), this.options.folders.database);
    if (aside.length > 0) {
      done.push(
        `Damaged databases of earlier are kept (${aside.join(', ')}). Close Tradewind and run \`tradewind profile repair\` to bring back what can still be read in them.`,
      );
    }
    return done;
  }

  notices(): readonly ProfileNotice[] {
    return this.#notices.list();
  }

  tell(kind: ProfileNotice['kind'], message: string): void {
    this.#notices.tell(kind, message);
  }

  dismissNotice(id: string): void {
    this.#notices.dismiss(id);
  }

  onNotice(listener: () => void): Dispose {
    return this.#notices.onChange(listener);
  }

  #lookLater(): void {
    if (this.#closing.signal.aborted) return;
    this.#dropTimer = this.options.clock.after(LOOK_EVERY_MS, () => {
      void this.#look(false).then(() => this.#lookLater());
    });
  }

  async #look(afterUncleanExit: boolean): Promise<void> {
    const { folders, clock, log } = this.options;
    const newest = backupsOf(folders.database)[0] ?? null;
    if (!afterUncleanExit && !isBackupDue(newest, clock.now())) return;
    try {
      const problems = await this.#quickCheck();
      if (problems.length > 0) return this.#damaged(problems);
      if (afterUncleanExit) this.#settleUncleanExit();
      await this.backup();
    } catch (error) {
      if (this.#closing.signal.aborted) return;
      log.error('the database could not be backed up', error);
      const since =
        newest === null ? 'There is no backup yet.' : `The newest backup is of ${spokenMoment(newest.createdAt)}.`;
      this.#notices.tell(
        'backup_failed',
        `The database could not be backed up: ${failureOf(error).message} ${since} Tradewind tries again within the hour.`,
      );
    }
  }

  async #quickCheck(): Promise<readonly string[]> {
    const { folders, adapter, log } = this.options;
    return this.#oneAtATime(async () => {
      const { database } = folders;
      const { problems } = await runMaintenanceTask(adapter, { kind: 'quick_check', database }, this.#closing.signal);
      log.info(problems.length === 0 ? 'the database is whole' : `the database is damaged: ${problems.join('; ')}`);
      return problems;
    });
  }

  #damaged(problems: readonly string[]): void {
    try {
      this.#marks.markDamaged(problems.join('\n'));
    } catch (error) {
      this.options.log.error('the damage could not be noted', error);
    }
    this.#notices.tell('damage_found', DAMAGE_FOUND);
  }

  #settleUncleanExit(): void {
    this.options.storage.settleUncleanExit();
    this.#notices.tell(
      'unclean_exit',
      'Tradewind was not closed in order the last time: it was killed, or the power went. The database was checked and is whole. What ran then is in the list as failed and can be resumed.',
    );
  }

  #oneAtATime<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#last.then(work);
    this.#last = result.catch(() => {});
    return result;
  }
}
