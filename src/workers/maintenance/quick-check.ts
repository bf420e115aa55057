import { isDamage, type NativeBinding, openReadOnly, problemsFound } from './open-database';

/** What is wrong with the structure of a database; a file that cannot be opened as one is a finding too. */
export function quickCheck(path: string, nativeBinding: NativeBinding): string[] {
  try {
    const database = openReadOnly(path, nativeBinding);
    try {
      return problemsFound(database, 'quick_check');
    } finally {
      database.close();
    }
  } catch (error) {
    if (isDamage(error)) return [error.message];
    throw error;
  }
}
