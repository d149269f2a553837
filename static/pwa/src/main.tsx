import { render } from 'preact';
import { startPhone } from './boot';
import { App } from './screens/App';

const root = document.getElementById('app');
if (root) render(<App />, root);
void startPhone();
