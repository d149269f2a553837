import './office.css';
import { watchAlerts } from './alerts';
import { followBatch } from './batch';
import { followForms } from './forms';
import { watchFreshness } from './fresh';
import { walkGrid } from './grid';
import { listenToKeys } from './keys';
import { openPhotos } from './lightbox';
import { followMarking } from './marking';
import { followMenus } from './menus';
import { followNetwork } from './network';
import { movePoints } from './points';
import { countNights } from './roster';
import { followUpload } from './upload';

// Every page works without this file; it adds keys, photos in large, counts that follow the ticks.
followMenus();
followNetwork();
followForms();
followBatch();
followUpload();
followMarking();
openPhotos();
listenToKeys();
watchFreshness();
watchAlerts();
movePoints();
countNights();
walkGrid();
