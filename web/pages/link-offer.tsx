import type { Account, Problem } from '../api.ts';
import { type ServerClock, useNow } from '../clock.ts';
import { moment } from '../format.ts';
import { Button } from '../parts/button.tsx';
import { Failure, useWait, waitingLabel } from '../parts/failure.tsx';
import { Screen } from '../parts/screen.tsx';
import { Steps } from '../parts/steps.tsx';
import { strings } from '../strings.ts';

/** As long as the service gives; it fixes the date when the link is confirmed. */
const GRACE_PERIOD = 7 * 86_400_000;

interface LinkOfferProps {
  readonly account: Account;
  readonly clock: ServerClock;
  readonly problem: Problem | undefined;
  readonly busy: boolean;
  readonly onConfirm: () => void;
}

/** Which account it is, what happens when, and the one click. */
export function LinkOffer({ account, clock, problem, busy, onConfirm }: LinkOfferProps) {
  const now = useNow(clock, 15_000);
  const wait = useWait(problem);
  const { offer, stale } = strings.link;
  if (account.deletion === null) {
    return (
      <Screen title={stale.title}>
        <p>{stale.text}</p>
        <p class="actions">
          <Button kind="primary" busy={busy} off={wait > 0} onClick={onConfirm}>
            {waitingLabel(stale.check, wait)}
          </Button>
          <a class="button plain" href="/">
            {strings.frame.backToSettings}
          </a>
        </p>
        <Failure problem={problem} />
      </Screen>
    );
  }
  const end = moment(new Date(now + GRACE_PERIOD).toISOString());
  return (
    <Screen title={offer.title} tone="danger">
      <dl class="facts">
        <div>
          <dt>{strings.account.id}</dt>
          <dd>{account.accountId}</dd>
        </div>
      </dl>
      <p>{offer.text}</p>
      <Steps steps={[offer.now, offer.meanwhile, [end, offer.end]]} />
      <p class="actions">
        <Button kind="danger" busy={busy} off={wait > 0} onClick={onConfirm}>
          {waitingLabel(offer.confirm, wait)}
        </Button>
        <a class="button plain" href="/">
          {offer.not}
        </a>
      </p>
      <Failure problem={problem} />
    </Screen>
  );
}
