" Vim syntax file
" Language: Ordain
" A word directly before `:` is a key and one behind `.` a member, whatever it means elsewhere:
" hence matches, not `syntax keyword`. What is defined later wins.

if exists('b:current_syntax')
  finish
endif
let s:cpo_save = &cpo
set cpo&vim

function! s:Either(words) abort
  return '%(' . join(split(a:words), '|') . ')'
endfunction

" Written by `cargo xtask gen-editors` up to the end of this block.
let s:clauses = s:Either('
      \ attempts become creates critical description dir ends finally
      \ handler noncritical notify on tags timeout unless when
      \ with')
let s:constants = s:Either('
      \ false null true')
let s:control = s:Either('
      \ call else for if invoke match run then')
let s:declarations = s:Either('
      \ association calendar command document event_rule handler inventory module
      \ parameter patch_baseline play remediation resource_group role runbook session
      \ test window')
let s:functions = s:Either('
      \ abs at attachment base64 cron distinct flatten format
      \ instances join json keys length lookup lower max
      \ merge min mod parameter_values range rate raw read
      \ replace resource_group s3 secret sha256 sort split ssm
      \ tag template trim unchecked upper values yaml')
let s:items = s:Either('
      \ const extern fn group input request type use')
let s:languages = s:Either('
      \ bash powershell ps python sh')
let s:operators = s:Either('
      \ and as contains ends_with equals_ignore_case in not or
      \ starts_with')
let s:platform_verbs = s:Either('
      \ apply check setup')
let s:platforms = s:Either('
      \ linux macos windows')
let s:predeclared = s:Either('
      \ action automation aws event facts failure global plugin
      \ resource std target window')
let s:statements = s:Either('
      \ always approve assert block break call cancel continue
      \ else exit expect fail flush for goto handler
      \ if invoke let match mock output param pause
      \ reboot repeat rescue run sleep step steps task
      \ until var wait')
let s:types = s:Either('
      \ Bool Duration Float Int Json List Map Percent
      \ Schedule Script String Targets')
" End of what is written.

" Pieces of patterns, all `very magic`.
let s:name = '%([A-Za-z_][A-Za-z0-9_]*|`[^`]*`)'
let s:before = '%(%(\.\.)@2<=|[A-Za-z0-9_.`]@1<!)'
let s:after = '[A-Za-z0-9_`]@!%(\s*:)@!'
" Words that may name things, too: what is assigned to, read from or passed on is a name.
let s:soft_after = '[A-Za-z0-9_`]@!%(\s*%(:|\=[=>]@!|\.\.@!|[,)\]]))@!'

function! s:Match(group, pattern, ...) abort
  execute 'syntax match' a:group '/\v' . escape(a:pattern, '/') . '/' get(a:000, 0, '')
endfunction

syntax sync fromstart
syntax spell notoplevel

" Operators and numbers.
call s:Match('ordainOperator', '\=\>|-\>|\=\=|!\=|\<\=|\>\=|\?\?|\.\.\.?|[-+*/&|?<>=]')
call s:Match('ordainNumber', s:before . '[0-9]+')
call s:Match('ordainNumberError', s:before . '%(0[0-9]+[A-Za-z0-9_]@!|[0-9]+[A-Za-z_][A-Za-z0-9_]*)')
call s:Match('ordainNumber', s:before . '[0-9]+\.[0-9]+[A-Za-z0-9_]@!')
call s:Match('ordainDuration', s:before . '%([0-9]+[dhms])+[A-Za-z0-9_]@!')
call s:Match('ordainPercent', s:before . '[0-9]+\%')

" Names, calls and types.
call s:Match('ordainQuotedName', '`[^`]*`')
call s:Match('ordainTypeName', '[A-Za-z_][A-Za-z0-9_]*', 'contained')
call s:Match('ordainCall', s:before . s:name . '\ze\s*\(')
call s:Match('ordainFunction', s:before . s:functions . '\ze\s*\(')
call s:Match('ordainType', s:before . s:types . '[A-Za-z0-9_`]@!')
call s:Match('ordainPredeclared', s:before . s:predeclared . '\ze\.\.@!')
call s:Match('ordainMemberCall', '%(\.)@1<!\.' . s:name . '\ze\s*\(')
call s:Match('ordainMember', '%(\.)@1<!\.' . s:name . '\s*\(@!')
call s:Match('ordainNamespace', s:before . '%(aws|std)\ze\.')
call s:Match('ordainNamespace', s:before . '%(action|plugin)\ze\.', 'nextgroup=ordainOperation')
call s:Match('ordainAwsType', s:before . 'aws\.[a-z0-9_]+\.[A-Za-z0-9_]+')
call s:Match('ordainNamespace', s:before . 'aws\.[a-z0-9_]+\ze\.[A-Za-z0-9_]+\s*%(\(|\=\>)', 'nextgroup=ordainOperation')
call s:Match('ordainOperation', '\.' . s:name, 'contained')

" Words.
call s:Match('ordainConstant', s:before . s:constants . s:after)
call s:Match('ordainWordOperator', s:before . s:operators . s:after)
call s:Match('ordainWordOperator', '%(\[\s*)@4<=where\ze\s+[A-Za-z_`]')
call s:Match('ordainControl', s:before . s:control . s:after)
call s:Match('ordainControl', s:before . s:statements . s:soft_after)
call s:Match('ordainControl', s:before . 'all\s+pages\ze\s+[A-Za-z_`]')
call s:Match('ordainControl', s:before . 'flush\s+handlers' . s:after)
call s:Match('ordainControl', s:before . 'play\ze\s+on>')
call s:Match('ordainClause', s:before . s:clauses . s:soft_after)
call s:Match('ordainClause', s:before . 'max\ze\s+[A-Za-z0-9_`]')
call s:Match('ordainClause', s:before . 'on\s+%(failure|cancel|success)' . s:after, 'nextgroup=ordainOutcome skipwhite')
call s:Match('ordainOutcome', '<%(abort|continue|succeed|exit)>', 'contained')
call s:Match('ordainClause', s:before . 'notify\ze\s+' . s:name, 'nextgroup=ordainHandlerName skipwhite')
call s:Match('ordainHandlerName', s:name, 'contained')
call s:Match('ordainControl', s:before . 'goto\ze\s+' . s:name, 'nextgroup=ordainLabel skipwhite')
call s:Match('ordainLabel', s:name, 'contained')
call s:Match('ordainStorage', s:before . '%(let|output|param|step|steps|task|var|handler)' . s:soft_after)
call s:Match('ordainStorage', s:before . s:platform_verbs . '\ze\s+%(raw\s+)?' . s:languages . '>')
call s:Match('ordainStorage', s:before . 'on\ze\s+' . s:platforms . '%(\s*,\s*' . s:platforms . ')*\s*\{', 'nextgroup=ordainPlatform skipwhite')
call s:Match('ordainPlatform', s:platforms . '%(\s*,\s*' . s:platforms . ')*', 'contained')
call s:Match('ordainControl', s:before . '%(for|each)\ze\s+' . s:name . '\s+in>', 'nextgroup=ordainVariable skipwhite')

" Keys.
call s:Match('ordainKey', s:before . s:name . '\ze\s*::@!')

" What declares a name inside of a declaration.
call s:Match('ordainStorage', s:before . '%(let|var|output|task)\ze\s+' . s:name . '\s*\=[=>]@!', 'nextgroup=ordainVariable skipwhite')
call s:Match('ordainStorage', s:before . 'step\ze\s+' . s:name . '\s*:', 'nextgroup=ordainLabel skipwhite')
call s:Match('ordainStorage', s:before . '%(param|var)\ze\s+' . s:name . '\s*:', 'nextgroup=ordainParameter skipwhite')
call s:Match('ordainParameter', s:name, 'contained nextgroup=ordainTyped skipwhite')
call s:Match('ordainVariable', s:name, 'contained')
" From the colon behind a name to its default.
syntax region ordainTyped start=/:/ end=/\ze=/ end=/$/ contained oneline contains=@ordainTypes
syntax cluster ordainTypes contains=ordainTypeName,ordainType,ordainAwsType,ordainKey,ordainNumber,ordainDuration,ordainPercent,ordainConstant,ordainOperator,ordainQuotedName,ordainMember,ordainString,ordainRawString,ordainComment,ordainBlockComment
call s:Match('ordainOperator', '-\>\ze\s*%(aws\.)@![A-Za-z_]', 'nextgroup=ordainTypeName,ordainType skipwhite')

" Declarations.
call s:Match('ordainDeclaration', '^\s*%(extern\s+)?' . s:declarations . '\ze\s+%(on>)@!' . s:name . '\s*%(\{|"|on>|$)', 'nextgroup=ordainDeclared skipwhite')
call s:Match('ordainDeclaration', '^\s*test\ze\s+"')
call s:Match('ordainDeclaration', '^\s*fn\ze\s+' . s:name . '\s*\(', 'nextgroup=ordainDeclared skipwhite')
call s:Match('ordainDeclaration', '^\s*%(const|group|input|request)\ze\s+' . s:name . '\s*%(:|\=[=>]@!)', 'nextgroup=ordainConstantName skipwhite')
call s:Match('ordainDeclaration', '^\s*type\ze\s+' . s:name . '\s*\=[=>]@!', 'nextgroup=ordainTypeName skipwhite')
call s:Match('ordainDeclared', s:name, 'contained')
call s:Match('ordainConstantName', s:name, 'contained nextgroup=ordainTyped skipwhite')
call s:Match('ordainInclude', '^\s*use\ze\s+' . s:name . '\s*[.{]', 'nextgroup=ordainImportPath skipwhite')
call s:Match('ordainImportPath', '%(' . s:name . '\.)+', 'contained nextgroup=ordainImport')
call s:Match('ordainImport', '\{\_[^}]*\}', 'contained contains=ordainWordOperator,ordainComment')
call s:Match('ordainImport', s:name . '%(\s+as\s+' . s:name . ')?', 'contained contains=ordainWordOperator')

" Strings.
syntax match ordainEscape /\\\%([nt"\\$]\|u{\x\{1,6}}\)/ contained
syntax match ordainEscapeError /\\\%([nt"\\$]\|u{\x\{1,6}}\)\@!./ contained
syntax cluster ordainExpression contains=TOP,ordainDeclaration,ordainInclude
syntax region ordainRecord matchgroup=ordainBracket start=/{/ end=/}/ contained transparent contains=@ordainExpression,ordainRecord
syntax region ordainHole matchgroup=ordainHoleMark start=/\${/ end=/}/ end=/$/ contained contains=@ordainExpression,ordainRecord
syntax region ordainLinesHole matchgroup=ordainHoleMark start=/\${/ end=/}/ contained contains=@ordainExpression,ordainRecord
syntax region ordainString matchgroup=ordainQuote start=/"/ end=/"/ end=/$/ contains=ordainEscape,ordainEscapeError,ordainHole,ordainReference,@Spell
execute 'syntax region ordainRawString matchgroup=ordainQuote start=/\v' . s:before . 'r"/ end=/"/ end=/$/ contains=ordainReference'
syntax region ordainLines matchgroup=ordainQuote start=/\z("\{3,}\)/ end=/\z1/ contains=ordainEscape,ordainEscapeError,ordainLinesHole,ordainReference,@Spell
execute 'syntax region ordainText matchgroup=ordainQuote start=/\v' . s:before . 'text\z("{3,})/ end=/\z1/ contains=ordainReference,@Spell'
syntax match ordainQuote /"\{6}"\@!/

" Scripts.
function! s:Script(group, words, file) abort
  let l:contains = 'ordainReference'
  if !empty(globpath(&runtimepath, 'syntax/' . a:file . '.vim'))
    unlet! b:current_syntax
    execute 'syntax include @ordain' . a:group 'syntax/' . a:file . '.vim'
    unlet! b:current_syntax
    let l:contains .= ',@ordain' . a:group
  endif
  let l:next = 'nextgroup=ordainFence' . a:group . ',ordainShort' . a:group
  call s:Match('ordainLanguage', s:before . s:Either(a:words) . s:after, l:next . ',ordainArguments' . a:group . ' skipwhite skipempty')
  execute 'syntax region ordainArguments' . a:group 'matchgroup=ordainBracket start=/(/ end=/)/ contained contains=@ordainExpression,ordainArgumentsIn' l:next 'skipwhite skipempty'
  execute 'syntax region ordainFence' . a:group 'matchgroup=ordainQuote start=/\z("\{3,}\)/ end=/\z1/ contained keepend contains=' . l:contains
  execute 'syntax region ordainShort' . a:group 'matchgroup=ordainQuote start=/"\ze[^"]/ skip=/\\./ end=/"/ end=/$/ contained keepend contains=' . l:contains
endfunction
syntax region ordainArgumentsIn matchgroup=ordainBracket start=/(/ end=/)/ contained transparent contains=@ordainExpression,ordainArgumentsIn
call s:Script('Shell', 'bash sh', 'sh')
call s:Script('PowerShell', 'powershell ps', 'ps1')
call s:Script('Python', 'python', 'python')
syntax match ordainReference /{{\s*[A-Za-z0-9_.:\/-]\+\s*}}/ contained containedin=@ordainShell,@ordainPowerShell,@ordainPython
call s:Match('ordainStorage', s:before . 'raw\ze\s+' . s:languages . s:after)

" Comments.
syntax keyword ordainTodo TODO FIXME XXX contained
syntax match ordainComment /\/\/.*$/ contains=ordainTodo,@Spell
syntax match ordainDocumentation /\/\/\/\/\@!.*$/ contains=ordainTodo,@Spell
syntax match ordainDocumentation /\/\/!.*$/ contains=ordainTodo,@Spell
syntax region ordainBlockComment start=/\/\*/ end=/\*\// contains=ordainBlockComment,ordainTodo,@Spell

highlight default link ordainAwsType Type
highlight default link ordainBlockComment Comment
highlight default link ordainCall Function
highlight default link ordainClause Keyword
highlight default link ordainComment Comment
highlight default link ordainConstant Boolean
highlight default link ordainConstantName Identifier
highlight default link ordainControl Statement
highlight default link ordainDeclaration Structure
highlight default link ordainDeclared Function
highlight default link ordainDocumentation SpecialComment
highlight default link ordainDuration Number
highlight default link ordainEscape SpecialChar
highlight default link ordainEscapeError Error
highlight default link ordainFunction Function
highlight default link ordainHandlerName Function
highlight default link ordainHoleMark Delimiter
highlight default link ordainImport Function
highlight default link ordainImportPath PreProc
highlight default link ordainInclude Include
highlight default link ordainKey Identifier
highlight default link ordainLabel Identifier
highlight default link ordainLanguage PreProc
highlight default link ordainLines String
highlight default link ordainMemberCall Function
highlight default link ordainNamespace PreProc
highlight default link ordainNumber Number
highlight default link ordainNumberError Error
highlight default link ordainOperation Function
highlight default link ordainOperator Operator
highlight default link ordainOutcome Statement
highlight default link ordainParameter Identifier
highlight default link ordainPercent Number
highlight default link ordainPlatform Constant
highlight default link ordainPredeclared PreProc
highlight default link ordainQuote String
highlight default link ordainRawString String
highlight default link ordainReference Special
highlight default link ordainStorage Keyword
highlight default link ordainString String
highlight default link ordainText String
highlight default link ordainTodo Todo
highlight default link ordainType Type
highlight default link ordainTypeName Type
highlight default link ordainVariable Identifier
highlight default link ordainWordOperator Operator

let b:current_syntax = 'ordain'
let &cpo = s:cpo_save
unlet s:cpo_save
