import { effect } from '@preact/signals';
import { render } from 'preact';
import { startPhone, startTeamPhone } from './boot';
import { warningsWatch } from './components/Banners';
import { startClock } from './house/clock';
import { communeSettings, draftWatch, house, houseWatch } from './house/house';
import { watchInstall } from './house/install-prompt';
import { lockFor } from './house/lock';
import { queueWatch, watchCanary, watchQueue } from './house/queue';
import { startTogether } from './house/watch';
import { watchWindow } from './house/windows';
import { communePronoun } from './i18n/t';
import { startLook } from './look/look';
import { takePlace } from './photos/place';
import { route, startRouter } from './router';
import { App } from './screens/App';
import { warmUp } from './screens/later';
import { homeWatch } from './screens/tonight';

startLook();
startClock();
startRouter();
watchInstall();
const first = [houseWatch, draftWatch, queueWatch, warningsWatch];
startTogether(route.value.screen === 'home' ? [...first, homeWatch] : first);
effect(() => {
  communePronoun.value = communeSettings.value?.pronoun ?? 'bác';
});
effect(() => {
  if (house.value) lockFor(house.value.enrolment.holder_id);
});
watchWindow();
watchCanary();
watchQueue();

const root = document.getElementById('app');
if (root) render(<App />, root);

// Android may have closed the app behind its own camera: back to where the person was.
void takePlace()
  .then((hash) => {
    if (hash && location.hash === '') location.hash = hash;
  })
  .catch(() => undefined);
// A phone that belongs to no team writes no night yet: its first screen has the processor for itself.
void startPhone().then(() => {
  let begun = false;
  effect(() => {
    if (!house.value || begun) return;
    begun = true;
    void startTeamPhone();
    warmUp();
  });
});
