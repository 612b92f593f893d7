import type { CallProfile } from './call-profile.ts';
import { profileText } from './profile-text.ts';

/** Prints a profile, for the option `debug: true`. */
export function printProfile(profile: CallProfile): void {
  console.info(profileText(profile));
}
