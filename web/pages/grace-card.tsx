import type { DeletionIn } from '../api.ts';
import { Button } from '../parts/button.tsx';
import { Card } from '../parts/card.tsx';
import { Countdown } from '../parts/countdown.tsx';
import { Failure } from '../parts/failure.tsx';
import { Moment } from '../parts/moment.tsx';
import { strings } from '../strings.ts';
import type { DeletionCardProps } from './deletion-card-props.ts';

/** The seven days: when they end, what is left of them, and the way back. */
export function GraceCard({ view, deletion, isOwner }: DeletionCardProps<DeletionIn<'scheduled'>>) {
  const words = strings.grace;
  const failed = view.failed?.change === 'cancel' ? view.failed.problem : undefined;
  return (
    <Card id="deletion" title={words.title} tone="danger">
      <p class="when">
        <Moment at={deletion.purgeAt} />
      </p>
      <Countdown until={deletion.purgeAt} clock={view.clock} />
      <p>{words.text}</p>
      {isOwner ? (
        <p class="actions">
          <Button
            kind="primary"
            busy={view.busy === 'cancel'}
            off={view.busy !== null}
            onClick={() => view.act('cancel')}
          >
            {words.cancel}
          </Button>
        </p>
      ) : (
        <p class="aside">{words.member}</p>
      )}
      <Failure problem={failed} change="cancel" />
      <p class="small">
        {words.confirmed} <Moment at={deletion.confirmedAt} />
      </p>
    </Card>
  );
}
