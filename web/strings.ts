const step = (title: string, text: string): readonly [string, string] => [title, text];

/** Every word of the page. What goes into a sentence comes already formatted. */
export const strings = {
  shell: {
    title: 'Settings · General',
    loading: 'Loading…',
    noscript: 'This page needs JavaScript. Nothing has been changed by opening it.',
  },
  frame: {
    product: 'Settings',
    signedInAs: (who: string) => `Signed in as ${who}`,
    signOut: 'Sign out',
    signIn: 'Sign in',
    signInAsOther: 'Sign in as someone else',
    backToSettings: 'Go to Settings',
    retry: 'Try again',
    working: 'One moment…',
  },
  titles: { settings: 'General', link: 'Confirm the deletion', deleted: 'Account deleted' },

  welcome: {
    settings: {
      title: 'Sign in to see your account',
      text: 'Your account’s settings are shown once you are signed in.',
    },
    link: {
      title: 'Sign in to go on',
      text: 'Opening this link has changed nothing. Sign in as the owner of the account, and you will see what it is about before you decide.',
    },
    ended: 'Your session has ended. Sign in again, and you will come back to where you were.',
    failed: 'Signing in did not work. Nothing has been changed. Please try again.',
    issuerDown: 'The sign-in page cannot be reached just now. Please try again in a moment.',
  },
  somebodyElse: (who: string) =>
    `You are now signed in as ${who}, who is not the person that was signed in before. So nothing was carried on, and you start afresh.`,

  account: {
    title: 'Account',
    id: 'Account',
    you: 'You',
    role: { owner: 'Owner', member: 'Member' },
    state: 'State',
    states: {
      active: 'Active',
      deactivated: 'Deactivated',
      'awaiting-confirmation': 'Deletion requested',
      scheduled: 'Deletion scheduled',
      purging: 'Being deleted',
    },
    memberOf: 'You are a member of this account. Only its owner can deactivate it or delete it.',
  },

  pause: {
    title: 'Deactivate the account',
    titleOff: 'The account is deactivated',
    text: 'A pause, for as long as you like. Nothing is deleted, and you can undo it here at any time.',
    textOff: 'Everything is kept, and nothing runs by itself. Reactivate it, and what was suspended runs again.',
    stops: ['Campaigns and schedules stop firing', 'Phone numbers stop answering'],
    stays: ['All your data, numbers and settings', 'Signing in, taking your data, and deleting'],
    stopsTitle: 'What stops',
    staysTitle: 'What stays',
    deactivate: 'Deactivate',
    reactivate: 'Reactivate',
    memberOff: 'The owner has paused this account: nothing is deleted, and nothing runs by itself.',
    inGrace: 'This does not stop the deletion. To stop it, keep the account above.',
  },

  export: {
    title: 'Take your data with you',
    text: 'A copy of everything that the account holds, as a ZIP file that any computer opens. It is prepared in the background, and we send you a mail once it is ready.',
    inGrace: 'Once the account is deleted, no copy can be made here any more. Take your data before then.',
    ask: 'Prepare a copy',
    again: 'Prepare a new copy',
    retry: 'Try again',
    preparing: 'A copy is being prepared. It was asked for on',
    leave: 'You need not wait here.',
    copyOf: 'Copy of',
    until: 'It can be downloaded until',
    download: (size: string) => `Download (${size})`,
    part: (part: number, parts: number, size: string) => `Download part ${part} of ${parts} (${size})`,
    parts: 'It comes in several files. Each opens by itself, and all of them together are the whole.',
    sums: 'SHA-256 checksums',
    earlier: (count: string) => `Earlier copies (${count})`,
    failed: 'A copy could not be prepared. It was asked for on',
    news: {
      asked: 'Your copy is on its way. We send you a mail once it is ready.',
      ready: 'Your copy is ready to download.',
      failed: 'Your copy could not be prepared. You can try again.',
    },
  },

  danger: {
    title: 'Delete the account',
    text: 'For good. There are three steps, and until the last one you can change your mind.',
    steps: [
      step('Confirm by mail', 'We send you a link. Nothing happens until you open it and confirm.'),
      step('Seven days', 'Everything goes on working, and you can keep the account with one click.'),
      step('Gone', 'The account and its data are erased. Nobody can bring them back.'),
    ],
    review: 'Review what would be deleted',
    previewTitle: 'What would happen to your account',
    close: 'Not now',
    empty: 'none',
    atLeast: (count: string) => `${count}+`,
    outcomes: { erase: 'Erased', release: 'Given back to the carrier', terminate: 'Stopped, then erased' },
    kept: 'Kept',
    keptWhy: (ground: string) => `${ground}. Kept without anything personal until`,
    keptThen: ', then erased.',
    owed: (amount: string) =>
      `${amount} is unpaid. Deleting the account does not settle it: what was used up to that day stays owed.`,
    billTitle: 'Your bill',
    nothingOwed: 'Nothing is unpaid.',
    teamTitle: 'Tell your team',
    team: (count: number, shown: string) =>
      count === 1
        ? 'One other person loses access. Tell them before you go on.'
        : `${shown} other people lose access. Tell them before you go on.`,
    alone: 'Nobody else uses this account.',
    teamMail: 'Once you confirm, everybody gets a mail with the date.',
    dataTitle: 'Your data',
    exported: 'The last copy of your data was made on',
    neverExported: 'No copy of your data has been made yet. Once it is deleted, it is too late for that here.',
    toExport: 'Take your data with you',
    typeAddress: (address: string) => `To go on, type ${address}`,
    typeHint: {
      email: 'This is the address you are signed in with. The link goes there.',
      id: 'This is the account’s id.',
    },
    mismatch: (address: string) => `That is not quite it. Type ${address}.`,
    request: 'Send me the confirmation link',
  },

  reauthenticate: {
    title: 'Please sign in once more',
    text: 'To make sure that it is you, this step needs a sign-in from the last 15 minutes. Afterwards it goes on from here by itself.',
    action: 'Sign in and go on',
  },

  /** Said once something has come about. */
  news: {
    deactivated: 'The account is deactivated. Nothing has been deleted.',
    reactivated: 'The account is active again. What was suspended runs again.',
    sent: 'The link is on its way.',
    resent: 'A new link is on its way. The older one no longer works.',
    withdrawn: 'The request is cancelled, and its link no longer works. Your account is as it was.',
    kept: 'The deletion is cancelled. Your account stays, and everything runs again.',
    expired: 'The link has expired without being confirmed. Your account is as it was.',
    elsewhere: 'Something has changed since you last looked. This page is up to date again.',
  },

  waiting: {
    title: 'Check your mail',
    sent: 'We have sent a confirmation link to',
    notSent: 'We could not deliver the confirmation link to',
    until: 'The link works until',
    left: (span: string) => `${span} left`,
    nothingYet:
      'Nothing has been changed so far. Once you open the link and confirm, seven days begin in which you can still keep the account.',
    titleUndelivered: 'The mail did not get through',
    delivery: {
      failed:
        'The mail could not be sent. Please send it again now; if the first one arrives all the same, use the newest.',
      bounced:
        'The mail could not be delivered to this address. Check the address in your profile, then send it again.',
      complained:
        'The mail was reported as unwanted, so your mail provider may hold back the next one. Check your spam folder, then send it again.',
    },
    again: 'Send again',
    againHint:
      'Nothing there after a few minutes? Look into the spam folder first. A new link replaces the older one. You can ask once a minute, and five times an hour.',
    cancel: 'Cancel the request',
    memberTitle: 'The owner has asked for a deletion',
    member: 'The owner has asked to delete this account and has not confirmed it yet. Nothing has changed so far.',
  },

  grace: {
    title: 'This account will be deleted',
    left: 'Time left',
    due: 'The time is up. The deletion begins at any moment now.',
    units: {
      days: ['day', 'days'],
      hours: ['hour', 'hours'],
      minutes: ['minute', 'minutes'],
      seconds: ['second', 'seconds'],
    },
    text: 'Until then everything works as ever. Afterwards it cannot be undone.',
    confirmed: 'Confirmed on',
    cancel: 'Keep my account',
    member: 'The owner has confirmed this. Only the owner can stop it: talk to them if you need more time.',
  },
  purging: {
    title: 'This account is being deleted',
    text: 'This has begun and cannot be stopped any more. When it is done, the owner gets one last mail.',
    since: 'Begun on',
  },
  deleted: {
    title: 'This account has been deleted',
    on: 'It was deleted on',
    text: 'Its data has been erased for good, and nobody can bring it back.',
    export: 'A sealed copy of the data is kept until',
    exportHow: 'To ask for it, write to the address below with the code from your last mail.',
    contact: 'Questions? Write to',
  },
  noAccount: {
    title: 'No account belongs to this sign-in',
    text: 'You are signed in, but not as the user of an account. Perhaps you have another sign-in.',
  },

  link: {
    offer: {
      title: 'Delete this account?',
      text: 'Opening this page has changed nothing. If you confirm, this will happen:',
      now: step('Now', 'The seven days begin. Everything goes on working.'),
      meanwhile: step('Until then', 'You can keep the account with one click in Settings.'),
      end: 'The account and its data are erased for good.',
      confirm: 'Yes, schedule the deletion',
      not: 'No, leave it as it is',
    },
    done: {
      title: 'The deletion is scheduled',
      text: 'We have sent you a mail with the date. Changed your mind? Keep the account with one click in Settings.',
    },
    used: {
      title: 'This is already confirmed',
      text: (confirmed: string, purge: string) =>
        `It was confirmed on ${confirmed}, and the account will be deleted on ${purge}. Until then you can keep it with one click in Settings.`,
    },
    stale: {
      title: 'Nothing is waiting to be confirmed',
      text: 'This link may have expired, or the request may have been cancelled. Your account is as it was.',
      check: 'Find out what became of it',
    },
    expired: {
      title: 'This link has expired',
      text: 'Links are good for 24 hours. Your account is as it was. If you still want to delete it, ask for a new link in Settings.',
    },
    cancelled: {
      title: 'This request was cancelled',
      text: 'The deletion that this link was for has been cancelled since, and your account stays. If you want to delete it after all, begin again in Settings.',
    },
    replaced: {
      title: 'This link is no longer the newest',
      text: 'Only the newest link works, and only for the person who asked for it. Look for a newer mail, or send yourself a new link in Settings. Nothing has been changed.',
    },
    other: {
      title: 'This link belongs to another account',
      text: (account: string) =>
        `You are signed in to ${account}, and the link is for a different account. Nothing has been changed. Sign in as the owner of that account to go on.`,
    },
    broken: {
      title: 'This link is incomplete',
      text: 'It was cut short or rewritten on its way, perhaps by your mail program, or this page was loaded again. Open it from the mail once more; if that does not help, copy the whole address from the mail into the address bar. Nothing has been changed.',
    },
    notOwner: {
      title: 'Only the owner can confirm this',
      text: (who: string) => `You are signed in as ${who}, a member of the account. Nothing has been changed.`,
    },
  },

  problems: {
    offline: 'You are offline. Nothing was sent; try again once you are connected.',
    unreachable: 'There was no answer, so it may or may not have been done. Please try again in a moment.',
    internal: 'Something went wrong on our side. Nothing is lost; please try again in a moment.',
    'mail-unavailable': 'The mail could not be sent just now. Please try again at once.',
    'too-many-requests': 'That was too often in a short time.',
    'email-unverified':
      'Your sign-in has no verified address, and the link can only go to one. Verify your address in your profile first.',
    'not-owner': 'Only the owner of the account can do this.',
    'deletion-already-scheduled': 'The deletion is confirmed already: see its date above.',
    'deletion-in-progress': 'The deletion has begun, so nothing about the account can be changed any more.',
    'invalid-request': 'The page and the service did not understand each other. Load the page again.',
  } as Readonly<Record<string, string>>,
  loadFailed: {
    title: 'Your account cannot be shown just now',
    text: {
      offline: 'You are offline. This page will try again once you are connected.',
      other: 'There is no answer from our side. Nothing about your account has changed. Please try again in a moment.',
    },
    config: 'This page could not be started. Please load it again in a moment.',
  },
  retryIn: (span: string) => `Again in ${span}`,
  retryNow: 'You can try again now.',

  holdings: {
    profile: 'Profile',
    members: 'Members',
    'phone-numbers': 'Phone numbers',
    campaigns: 'Campaigns',
    schedules: 'Schedules',
    contacts: 'Contacts',
    calls: 'Calls',
    recordings: 'Recordings',
    usage: 'Usage and invoices',
    identity: 'Sign-ins',
  } as Readonly<Record<string, string>>,
};
