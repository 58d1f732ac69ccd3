import type { OwedKey } from './ports.ts';
import { type SendOutcome, type SendPorts, sendNotice } from './send-notice.ts';
import { type TellOutcome, type TellPorts, tellChange } from './tell-change.ts';

interface Ports extends SendPorts, TellPorts {
  /** Whether it is a mail that is owed. */
  readonly isNotice: (key: OwedKey) => boolean;
}

export type PublishOutcome = SendOutcome | TellOutcome;

/** Tells the world of a change: people by mail, other services by an event, later times by the ledger. */
export const publishChanges = ({ isNotice, ...ports }: Ports): ((key: OwedKey) => Promise<PublishOutcome>) => {
  const [send, tell] = [sendNotice(ports), tellChange(ports)];
  return (key) => (isNotice(key) ? send(key) : tell(key));
};
