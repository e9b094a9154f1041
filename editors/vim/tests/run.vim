" Tests of the files for Vim, for Vim and Neovim alike, from the root of the repository:
"   vim -u NONE -i NONE -n -es -S editors/vim/tests/run.vim
" $ORDAIN names the program whose findings the errorformat has to read; $WORDS, if set, a file that
" gets the group of each word of the sources in $SOURCES; $FAULTS one that gets what is wrong.

set nocompatible encoding=utf-8 nomore
let &runtimepath = getcwd() . '/editors/vim,' . &runtimepath
filetype plugin indent on
syntax on

" The group of the first place of WORD in LINE, which stands in a file with lines before and after.
function! s:Is(group, line, word) abort
  let l:lines = type(a:line) == type([]) ? a:line : [a:line]
  " Vim keeps what it knows of a line until it is drawn: a buffer for each.
  enew!
  call setline(1, l:lines)
  setfiletype ordain
  for l:number in range(1, len(l:lines))
    let l:column = stridx(l:lines[l:number - 1], a:word)
    if l:column >= 0
      let l:found = synIDattr(synID(l:number, l:column + 1, 1), 'name')
      call assert_equal(a:group, l:found, a:word . ' in ' . string(a:line))
      return
    endif
  endfor
  call assert_report('no ' . a:word . ' in ' . string(a:line))
endfunction

function! s:Groups() abort
  enew!
  setfiletype ordain
  call assert_equal('ordain', &syntax)
  call s:Is('ordainDeclaration', 'runbook stop "Acme-Stop" {', 'runbook')
  call s:Is('ordainDeclared', 'runbook stop "Acme-Stop" {', 'stop')
  call s:Is('ordainString', 'runbook stop "Acme-Stop" {', 'Acme')
  call s:Is('ordainCall', '  group(name: "ops")', 'group')
  call s:Is('ordainKey', '  group(on: "ops")', 'on')
  call s:Is('ordainKey', '  x = { if: 1 }', 'if')
  call s:Is('ordainMember', '  x = y.match', '.match')
  call s:Is('ordainMember', '  x = y.match', 'match')
  call s:Is('ordainParameter', '  param when: Int = 3', 'when')
  call s:Is('ordainType', '  param when: Int = 3', 'Int')
  call s:Is('ordainTypeName', '  param when: Port = 3', 'Port')
  call s:Is('ordainNumber', '  param when: Port = 3', '3')
  call s:Is('ordainDuration', '  sleep 1h30m', '1h30m')
  call s:Is('ordainPercent', '  concurrency: 10%', '10%')
  call s:Is('ordainNumberError', '  x = 0644', '0644')
  call s:Is('ordainControl', '  sleep 1h30m', 'sleep')
  call s:Is('', '  x = sleep', 'x')
  call s:Is('', '  sleep = 3', 'sleep')
  call s:Is('ordainClause', '  f() timeout 5m', 'timeout')
  call s:Is('ordainNamespace', '  aws.ec2.StopInstances(x: y)', 'ec2')
  call s:Is('ordainOperation', '  aws.ec2.StopInstances(x: y)', 'StopInstances')
  call s:Is('ordainAwsType', '  param x: aws.ec2.InstanceId', 'InstanceId')
  call s:Is('ordainPlatform', '  on linux, macos {', 'macos')
  call s:Is('ordainHandlerName', '    notify reload', 'reload')
  call s:Is('ordainEscape', '  x = "a\tb"', '\t')
  call s:Is('ordainEscapeError', '  x = "a\qb"', '\q')
  call s:Is('ordainFunction', '  x = "a ${lower(b)} c"', 'lower')
  call s:Is('ordainString', '  x = "a ${f("b")} cc"', 'cc')
  call s:Is('ordainReference', '  x = r"a {{ b }} c"', '{{ b }}')
  call s:Is('ordainBlockComment', '/* a /* b */ cc */ d', 'cc')
  call s:Is('', '/* a /* b */ cc */ d', 'd')
  call s:Is('ordainDocumentation', '/// a', '///')
  call s:Is('ordainComment', '//// a', '////')
  call s:Is('ordainLanguage', ['  sh(x: y) """', '    echo "$x"', '  """ timeout 1m'], 'sh')
  call s:Is('shStatement', ['  sh(x: y) """', '    echo "$x"', '  """ timeout 1m'], 'echo')
  call s:Is('ordainClause', ['  sh(x: y) """', '    echo "$x"', '  """ timeout 1m'], 'timeout')
  call s:Is('ordainFunction', '  x = "${f({ a: { b: 1 } })} ${upper(c)}"', 'upper')
  call s:Is('ordainClause', ['  sh(x: f(y), z: ["\""]) """', '  """ timeout 1m'], 'timeout')
  call s:Is('ordainClause', ['  sh """', '    echo "open', '  """ timeout 1m'], 'timeout')
  call s:Is('ordainClause', ['  python """"', '    """a"""', '  """" timeout 1m'], 'timeout')
  call s:Is('pythonStatement', ['  python """', '    def main(events, context):', '  """'], 'def')
  call s:Is('ordainClause', '  sh "logger ''x''" timeout 1m', 'timeout')
  call s:Is('ordainText', ['  x = text"""', '    ${a} {{ b }}', '  """'], 'a}')
  call s:Is('ordainFunction', ['  x = """', '    ${lower(a)}', '  """'], 'lower')
  call s:Is('ordainControl', ['  x = """"""', '  fail "a"'], 'fail')
endfunction

" Sources keep their indentation.
function! s:Indent() abort
  for l:file in glob('examples/*/*.ord', 0, 1) + ['stdlib/modules/package.ord', 'stdlib/modules/user.ord']
    execute 'silent edit!' l:file
    let l:before = getline(1, '$')
    silent normal! gg=G
    let l:after = getline(1, '$')
    for l:number in range(len(l:before))
      call assert_equal(l:before[l:number], l:after[l:number], l:file . ':' . (l:number + 1))
    endfor
    silent edit!
  endfor
endfunction

" Each finding is at its place, and nothing else is in the list.
function! s:Findings() abort
  let l:folder = tempname()
  call mkdir(l:folder . '/roles', 'p')
  call writefile(['[project]', 'name = "x"'], l:folder . '/ordain.toml')
  call writefile(['const a = lowr("b")', 'const c = 0644'], l:folder . '/main.ord')
  call writefile(['role web {', '  sh "uptime" when never', '}'], l:folder . '/roles/web.ord')
  enew!
  execute 'lcd' l:folder
  compiler ordain
  let $PATH = fnamemodify($ORDAIN, ':p:h') . ':' . $PATH
  silent make!
  let l:list = getqflist()
  let l:found = map(filter(copy(l:list), 'v:val.valid'), '[bufname(v:val.bufnr), v:val.lnum, v:val.col, v:val.type]')
  call assert_equal([['main.ord', 1, 11, 'E'], ['main.ord', 2, 11, 'E'], ['roles/web.ord', 2, 20, 'E']], l:found)
  call assert_equal('no function `lowr` is declared', l:list[0].text)
  call assert_equal(3, len(l:list))
endfunction

" The group of each word, for comparison with what another editor makes of it.
function! s:Words() abort
  let l:out = []
  for l:file in split($SOURCES, "\n")
    execute 'silent edit!' l:file
    syntax sync fromstart
    for l:number in range(1, line('$'))
      let l:line = getline(l:number)
      let [l:word, l:start, l:end] = matchstrpos(l:line, '\w\+')
      while l:start >= 0
        let l:group = synIDattr(synID(l:number, l:start + 1, 1), 'name')
        call add(l:out, join([l:file, l:number, l:start, l:word, l:group], "\t"))
        let [l:word, l:start, l:end] = matchstrpos(l:line, '\w\+', l:end)
      endwhile
    endfor
  endfor
  call writefile(l:out, $WORDS)
endfunction

for s:Test in [function('s:Groups'), function('s:Indent'), function('s:Findings')]
  try
    if s:Test != function('s:Findings') || !empty($ORDAIN)
      call s:Test()
    endif
  catch
    call assert_report(v:exception . ' at ' . v:throwpoint)
  endtry
endfor
if !empty($WORDS)
  call s:Words()
endif
if !empty(v:errors)
  call writefile(v:errors, empty($FAULTS) ? '/dev/stderr' : $FAULTS)
  cquit
endif
qall!
