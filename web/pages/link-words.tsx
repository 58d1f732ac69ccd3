import { moment } from '../format.ts';
import { LINK_PATH, type Link } from '../link.ts';
import { Moment } from '../parts/moment.tsx';
import { Screen } from '../parts/screen.tsx';
import { SignInButton } from '../parts/sign-in-button.tsx';
import { strings } from '../strings.ts';

const words = strings.link;

const ToSettings = () => (
  <a class="button primary" href="/">
    {strings.frame.backToSettings}
  </a>
);

/** A way on for who has the right link and the wrong session. */
const AsOther = ({ link, first = false }: { link: Link; first?: boolean }) => (
  <SignInButton errand={{ path: LINK_PATH, link }} afresh kind={first ? 'primary' : 'plain'}>
    {strings.frame.signInAsOther}
  </SignInButton>
);

/** It is confirmed: when it will be done, and where to take it back. */
export const Done = ({ purgeAt }: { purgeAt: string }) => (
  <Screen title={words.done.title} tone="notice" follows>
    <p class="when">
      <Moment at={purgeAt} />
    </p>
    <p>{words.done.text}</p>
    <p class="actions">
      <ToSettings />
    </p>
  </Screen>
);

export const Used = ({ confirmedAt, purgeAt }: { confirmedAt: string; purgeAt: string }) => (
  <Screen title={words.used.title} tone="notice" follows>
    <p>{words.used.text(moment(confirmedAt), moment(purgeAt))}</p>
    <p class="actions">
      <ToSettings />
    </p>
  </Screen>
);

export const Begun = ({ startedAt }: { startedAt: string }) => (
  <Screen title={strings.purging.title} follows>
    <p>{strings.purging.text}</p>
    <p class="small">
      {strings.purging.since} <Moment at={startedAt} />
    </p>
  </Screen>
);

const Ended = ({ title, text }: { title: string; text: string }) => (
  <Screen title={title} follows>
    <p>{text}</p>
    <p class="actions">
      <ToSettings />
    </p>
  </Screen>
);

export const Expired = () => <Ended {...words.expired} />;
export const Cancelled = () => <Ended {...words.cancelled} />;
export const Broken = () => <Ended {...words.broken} />;

export const Replaced = ({ link }: { link: Link }) => (
  <Screen title={words.replaced.title} follows>
    <p>{words.replaced.text}</p>
    <p class="actions">
      <ToSettings />
      <AsOther link={link} />
    </p>
  </Screen>
);

export const OtherAccount = ({ accountId, link }: { accountId: string; link: Link }) => (
  <Screen title={words.other.title} follows>
    <p>{words.other.text(accountId)}</p>
    <p class="actions">
      <AsOther link={link} first />
    </p>
  </Screen>
);

export const NotOwner = ({ who, link }: { who: string; link: Link }) => (
  <Screen title={words.notOwner.title} follows>
    <p>{words.notOwner.text(who)}</p>
    <p class="actions">
      <AsOther link={link} first />
    </p>
  </Screen>
);
