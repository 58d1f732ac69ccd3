import type { DeletionIn } from '../api.ts';
import { useNow } from '../clock.ts';
import { roughly } from '../format.ts';
import { Button } from '../parts/button.tsx';
import { Card } from '../parts/card.tsx';
import { Failure, useWait, waitingLabel } from '../parts/failure.tsx';
import { Moment } from '../parts/moment.tsx';
import { strings } from '../strings.ts';
import type { DeletionCardProps } from './deletion-card-props.ts';

/** A link was mailed, and nothing happens until its owner confirms. */
export function WaitingCard({ view, deletion, isOwner }: DeletionCardProps<DeletionIn<'awaiting-confirmation'>>) {
  const words = strings.waiting;
  const failed = view.failed?.change === 'request' || view.failed?.change === 'cancel' ? view.failed : null;
  const wait = useWait(failed?.problem);
  if (!isOwner) {
    return (
      <Card id="deletion" title={words.memberTitle} tone="notice">
        <p>{words.member}</p>
      </Card>
    );
  }
  return (
    <Card id="deletion" title={undelivered(deletion) ? words.titleUndelivered : words.title} tone="notice">
      <Mailed deletion={deletion} />
      <LinkEnd view={view} at={deletion.confirmBy} />
      <p>{words.nothingYet}</p>
      <p class="actions">
        <Button
          kind="primary"
          busy={view.busy === 'request'}
          off={view.busy !== null || wait > 0}
          onClick={() => view.act('request')}
        >
          {waitingLabel(words.again, wait)}
        </Button>
        <Button busy={view.busy === 'cancel'} off={view.busy !== null} onClick={() => view.act('cancel')}>
          {words.cancel}
        </Button>
      </p>
      <Failure problem={failed?.problem} change={failed?.change} />
      <p class="small">{words.againHint}</p>
    </Card>
  );
}

const undelivered = ({ delivery }: Pick<DeletionIn<'awaiting-confirmation'>, 'delivery'>): boolean =>
  delivery === 'failed' || delivery === 'bounced';

/** Where the mail went, and how that went. */
function Mailed({ deletion: { sentTo, delivery } }: { deletion: DeletionIn<'awaiting-confirmation'> }) {
  if (!sentTo) return null;
  const words = strings.waiting;
  return (
    <>
      <p>
        {undelivered({ delivery }) ? words.notSent : words.sent} <strong class="address">{sentTo}</strong>.
      </p>
      {delivery && delivery !== 'sent' && (
        <p class="failure" role="alert">
          {words.delivery[delivery]}
        </p>
      )}
    </>
  );
}

function LinkEnd({ view, at }: { view: DeletionCardProps['view']; at: string }) {
  const now = useNow(view.clock, 15_000);
  return (
    <p>
      {strings.waiting.until} <Moment at={at} /> ({strings.waiting.left(roughly(Date.parse(at) - now))}).
    </p>
  );
}
