import { cancel } from './cancel.ts';
import { finalExport } from './final-export.ts';
import { go } from './go.ts';
import { hold } from './hold.ts';
import { overdue } from './overdue.ts';
import { pause } from './pause.ts';
import { reapply } from './reapply.ts';
import { release } from './release.ts';
import { request } from './request.ts';
import { retry } from './retry.ts';
import { show } from './show.ts';
import type { Verb } from './verb.ts';

/** All that the command does. */
export const VERBS: readonly Verb[] = [
  show,
  overdue,
  retry,
  request,
  cancel,
  hold,
  release,
  pause,
  go,
  finalExport,
  reapply,
];
